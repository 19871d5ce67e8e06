package io.embed4j.encode.pretrain;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.report.RunPage;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.train.TokenizerTraining;
import io.embed4j.encode.token.train.TrainedTokenizer;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.MaskedLanguageModel;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.Masking;
import io.embed4j.neural.train.RecordedTraining;
import io.embed4j.neural.train.TrainingCounters;
import io.embed4j.neural.train.TrainingLoop;
import io.embed4j.neural.train.TrainingReport;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Training an encoder on raw texts in a {@link RunFolder}: it can be killed at any moment and
 * resumed, and ends with the same encoder, to the bit, as if it had never stopped. {@code model/}
 * is the best encoder so far: a folder of sentence-transformers, whose weights include the head
 * that guesses hidden tokens. {@code start/} is the new encoder that it began with, if it did not
 * begin with one that was there. Devlin et al.: BERT, 2019, without the guess of next sentences.
 *
 * <p>What such an encoder says of two texts gets good by tuning it on pairs ({@code encode.tune}).
 *
 * <p>Not thread-safe.
 */
public final class PretrainRun {
  private final RunFolder folder;
  private final PretrainOrigin origin;
  private final PretrainConfig config;
  private final MaskedLanguageModel model;
  private final TrainableEncoder encoder;
  private final TokenSequences sequences;
  private final RecordedTraining training;

  private PretrainRun(
      RunFolder folder,
      PretrainOrigin origin,
      PretrainConfig config,
      PretrainJob job,
      Workers workers) {
    this.folder = folder;
    this.origin = origin;
    this.config = config;
    Path start = job.model().orElseGet(() -> start(folder));
    TrainableEncoder untrained = EncoderFolder.readForTraining(start);
    Path inner = start.resolve(untrained.inner());
    model = Families.loadMaskedLanguageModel(inner, config.seed());
    encoder = new TrainableEncoder(untrained.encoder(), model.trainable(), untrained.inner());
    Tokenizer tokenizer = untrained.encoder().tokenizer();
    SpecialTokens special = SpecialTokens.of(tokenizer);
    sequences = TokenSequences.of(job.texts().all(), encoder.encoder(), special, config, workers);
    Masking masking =
        new Masking(config.hidden(), special.mask(), tokenizer.vocabularySize(), special.all());
    HiddenTokens objective = new HiddenTokens(model, config, sequences, masking, workers);
    List<Parameter> parameters = model.trainable().parameters();
    TrainingLoop loop =
        new TrainingLoop(
            new TrainingLoop.Plan(
                config.epochs(),
                config.holdout().timesPerEpoch(),
                config.holdout().patience(),
                config.optimizer(),
                config.schedule()),
            objective,
            parameters,
            sequences.heldOut().isEmpty() ? Optional.empty() : Optional.of(objective),
            workers);
    training = new RecordedTraining(folder, loop, workers);
  }

  /** Returns where the new encoder of a run is that has learnt nothing yet. */
  private static Path start(RunFolder folder) {
    return folder.path().resolve("start");
  }

  /**
   * Starts a run in a new or empty folder; makes a vocabulary and a new encoder, if the job names
   * none to begin with.
   *
   * @throws ConfigException if a run is there already
   */
  public static PretrainRun create(
      RunFolder folder,
      PretrainOrigin origin,
      PretrainConfig config,
      PretrainJob job,
      Workers workers,
      Progress progress) {
    if (folder.exists()) {
      throw new ConfigException(
          folder.path() + " holds a run already: resume it, or choose another folder");
    }
    if (job.model().isEmpty()) {
      Iterator<String> texts = job.texts().all().iterator();
      TrainedTokenizer tokenizer =
          TokenizerTraining.train(texts, config.vocabulary(), workers, progress);
      NewEncoder.write(start(folder), tokenizer, config.encoder(), config.seed());
    }
    PretrainRun run = new PretrainRun(folder, origin, config, job, workers);
    origin.write(folder.origin(), job.texts().fingerprint());
    AtomicFile.writeText(folder.config(), config.yaml()); // last: it makes the folder a run
    return run;
  }

  /** Returns the settings of a run. */
  public static PretrainConfig config(RunFolder folder) {
    folder.require();
    return PretrainConfig.read(PretrainConfig.defaults(), ConfigSource.file(folder.config()));
  }

  /**
   * Takes up a run where its checkpoint stands, or at its start if it has none yet.
   *
   * @throws io.embed4j.core.error.ModelFormatException if the folder holds no run, or its
   *     checkpoint is damaged
   * @throws ConfigException if the texts are not those that the run learns from
   */
  public static PretrainRun resume(RunFolder folder, PretrainJob job, Workers workers) {
    PretrainConfig config = config(folder);
    String expected = PretrainOrigin.fingerprint(folder.origin());
    String found = job.texts().fingerprint();
    if (!found.equals(expected)) {
      throw new ConfigException(
          "the texts are not those that %s learns from: fingerprint %s instead of %s"
              .formatted(folder.path(), found, expected));
    }
    PretrainOrigin origin = PretrainOrigin.read(folder.origin());
    return new PretrainRun(folder, origin, config, job, workers);
  }

  /**
   * Trains until the end, writing the best encoder and checkpoints on the way.
   *
   * @param stop asked between batches; a yes saves the state and ends the call
   * @param listener told of every validation; its score is the mean logarithm of the probability of
   *     hidden tokens
   * @return whether training is finished; false if it was stopped
   * @throws io.embed4j.core.error.DivergedException if loss or gradient is no finite number; the
   *     best encoder so far stays
   */
  public boolean train(Progress progress, BooleanSupplier stop, Consumer<TrainingReport> listener) {
    return training.train(
        progress,
        stop,
        () -> encoder.save(folder.model(), PretrainCard.text(origin, config, counters())),
        report -> {
          listener.accept(report);
          writeReport(Map.of());
        });
  }

  /**
   * Writes the page about the run.
   *
   * @param figures of the finished encoder by name
   */
  public void writeReport(Map<String, Double> figures) {
    Map<String, String> rows = new LinkedHashMap<>();
    figures.forEach((name, value) -> rows.put(name, String.format(Locale.ROOT, "%.4f", value)));
    if (counters().hasBest()) {
      rows.put(
          "best log-probability of hidden tokens, held out",
          String.format(
              Locale.ROOT, "%.4f, step %d", counters().bestScore(), counters().bestStep()));
    }
    rows.put("parameters", String.format(Locale.ROOT, "%,d", parameters()));
    rows.put("tokens", String.format(Locale.ROOT, "%,d", trainTokens()));
    rows.put("steps", Integer.toString(steps()));
    String title = String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
    AtomicFile.writeText(
        folder.report(), RunPage.html(title, folder.metrics(), rows, config.yaml()));
  }

  private TrainingCounters counters() {
    return training.loop().counters();
  }

  /** Returns the folder. */
  public RunFolder folder() {
    return folder;
  }

  /** Returns how many tokens are learnt from in an epoch. */
  public long trainTokens() {
    return sequences.trainTokens();
  }

  /** Returns how many numbers are learnt. */
  public long parameters() {
    return model.trainable().parameters().stream().mapToLong(Parameter::size).sum();
  }

  /** Returns how many tokens there are. */
  public int vocabularySize() {
    return model.head().words().rows();
  }

  /** Returns how many steps have been done, also before this process. */
  public int steps() {
    return training.loop().steps();
  }

  /** Returns the seconds of training, also before this process, without validation. */
  public double trainSeconds() {
    return counters().trainSeconds();
  }

  /** Returns the best mean logarithm of the probability of hidden tokens, if it was measured. */
  public Optional<Double> bestScore() {
    return counters().hasBest() ? Optional.of(counters().bestScore()) : Optional.empty();
  }
}
