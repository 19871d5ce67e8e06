package io.embed4j.encode.audio.train;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.audio.Sound;
import io.embed4j.encode.audio.feature.FeatureExtractor;
import io.embed4j.encode.audio.feature.LogMelFeatures;
import io.embed4j.encode.tune.loss.SupervisedContrastive;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.ProjectionHead;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains an encoder of sounds from scratch, so that those of a class are near each other: a ResNet
 * of spectrograms, by Khosla et al.: Supervised Contrastive Learning, 2020. Two layers behind it
 * take what only the loss wants, and are thrown away. The same settings give the same bits, on any
 * number of threads.
 */
public final class AudioTrainer {
  private final AudioTrainConfig config;
  private final LogMelFeatures extractor;
  private final TrainableModel<GridModel> encoder;
  private final ProjectionHead head;
  private final Optimizer optimizer;
  private final SupervisedContrastive loss;
  private final Workspace space;
  private final List<GridBatch> spectrograms;
  private final int[] classes;

  private AudioTrainer(
      List<LabelledSound> sounds, int rate, AudioTrainConfig config, Workers workers) {
    this.config = config;
    this.extractor = LogMelFeatures.of(rate);
    this.encoder = config.shape().create(config.seed());
    int dim = encoder.model().dim();
    Parameter first = matrix("head.0", dim, dim);
    Parameter second = matrix("head.1", config.projection(), dim);
    this.head =
        new ProjectionHead(
            Linear.of(first, dim, Parameter.constant()),
            Activation.RELU,
            Linear.of(second, config.projection(), Parameter.constant()));
    AdamW settings =
        new AdamW(
            config.learningRate(), 0.9, 0.99, 1e-8, config.decay(), AdamW.Decayed.MATRICES, 5);
    this.optimizer =
        new Optimizer(
            settings,
            Stream.concat(encoder.parameters().stream(), Stream.of(first, second)).toList());
    this.loss = new SupervisedContrastive(config.temperature());
    this.space = new Workspace(workers);
    List<String> labels = sounds.stream().map(LabelledSound::label).distinct().sorted().toList();
    this.classes = sounds.stream().mapToInt(s -> labels.indexOf(s.label())).toArray();
    this.spectrograms =
        sounds.parallelStream()
            .map(LabelledSound::sound)
            .map(sound -> sound.at(rate))
            .map(Sound::samples)
            .map(extractor::features)
            .toList();
  }

  private Parameter matrix(String name, int outputs, int inputs) {
    SplittableRandom random = Seeds.stream(config.seed(), name, 0);
    float[] values = new float[outputs * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
    }
    return Parameter.of(name, values, outputs, inputs);
  }

  /**
   * Trains an encoder and writes its folder, which {@link
   * io.embed4j.encode.audio.AudioEncoder#load} reads.
   *
   * @param sounds of at least two classes, more than a batch
   * @param rate samples a second that the encoder takes
   * @param progress told of the epochs that are done
   * @return the mean loss of each epoch
   */
  public static List<Double> train(
      List<LabelledSound> sounds,
      int rate,
      AudioTrainConfig config,
      Path folder,
      Workers workers,
      Progress progress) {
    if (sounds.size() < config.batchSize()) {
      throw new IllegalArgumentException(
          "there must be at least %d sounds, as many as in a batch, but there are %d"
              .formatted(config.batchSize(), sounds.size()));
    }
    AudioTrainer trainer = new AudioTrainer(sounds, rate, config, workers);
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      losses.add(trainer.epoch(epoch));
      progress.report(
          "training",
          epoch + 1L,
          config.epochs(),
          String.format(Locale.ROOT, "loss %.4f", losses.getLast()));
    }
    trainer.write(folder);
    return losses;
  }

  /** What does not fill a batch is left out, another part in each epoch. */
  private double epoch(int epoch) {
    int[] order = Seeds.permutation(classes.length, Seeds.stream(config.seed(), "order", epoch));
    int batches = order.length / config.batchSize();
    Schedule schedule = new Schedule(1, Schedule.Decay.Cosine.defaults());
    double sum = 0;
    for (int i = 0; i < batches; i++) {
      int from = i * config.batchSize();
      int[] some = Arrays.copyOfRange(order, from, from + config.batchSize());
      sum += backward(some, epoch);
      double done = epoch + (i + 1.0) / batches;
      optimizer.step(schedule.factor(done, config.epochs(), 1), 1, space.workers());
      space.releaseAll();
    }
    return sum / batches;
  }

  private double backward(int[] some, int epoch) {
    Training training = Training.of(space);
    StatesTrace states = encoder.model().trace(batch(some, epoch), training);
    Trace vectors = head.trace(states.states().pooled().orElseThrow(), training);
    Matrix gradient = Matrix.zeros(some.length, config.projection());
    int[] labels = Arrays.stream(some).map(i -> classes[i]).toArray();
    double value = loss.addGradient(vectors.y(), labels, gradient, space.workers());
    Matrix dPooled = vectors.backward(gradient);
    Matrix last = states.states().last();
    states.backward(Matrix.zeros(last.rows(), last.columns()), Optional.of(dPooled));
    return value;
  }

  private GridBatch batch(int[] some, int epoch) {
    GridBatch[] changed = new GridBatch[some.length];
    space
        .workers()
        .forEach(
            some.length,
            i -> {
              String purpose = "augment " + epoch;
              SplittableRandom random = Seeds.stream(config.seed(), purpose, some[i]);
              changed[i] = config.augment().apply(spectrograms.get(some[i]), random);
            });
    return GridBatch.joined(IntStream.range(0, some.length).mapToObj(i -> changed[i]).toList());
  }

  private void write(Path folder) {
    encoder.save(folder.resolve("model.safetensors"));
    AtomicFile.writeText(
        folder.resolve("config.json"), config.shape().config().toPrettyString() + "\n");
    AtomicFile.writeText(
        folder.resolve(FeatureExtractor.FILE), extractor.settings().toPrettyString() + "\n");
  }
}
