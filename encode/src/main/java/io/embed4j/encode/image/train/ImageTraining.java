package io.embed4j.encode.image.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.image.ImagePreprocessor;
import io.embed4j.encode.image.RgbImage;
import io.embed4j.encode.image.train.ImageTrainConfig.Positives;
import io.embed4j.encode.tune.loss.SupervisedContrastive;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.TrainingLoop;
import io.embed4j.neural.train.TrainingLoop.BatchLoss;
import io.embed4j.neural.train.TrainingLoop.Objective;
import io.embed4j.neural.train.TrainingReport;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains a model of pictures so that the pooled states of views that belong together point into one
 * direction: supervised contrastive learning, or SimCLR without its projection head. Belongs to the
 * thread that trains.
 */
public final class ImageTraining implements Objective {
  private final ImageTrainConfig config;
  private final LabelledImages data;
  private final ImagePreprocessor preprocessor;
  private final GridModel model;
  private final Training training;
  private final SupervisedContrastive loss;
  private int epoch;
  private int[] order = {};

  private ImageTraining(
      ImageTrainConfig config,
      LabelledImages data,
      ImagePreprocessor preprocessor,
      GridModel model,
      Workers workers) {
    this.config = config;
    this.data = data;
    this.preprocessor = preprocessor;
    this.model = model;
    this.training = Training.of(new Workspace(workers));
    this.loss = new SupervisedContrastive(config.temperature());
  }

  /**
   * Trains a model for all epochs.
   *
   * @param preprocessor what is done to a view before the model sees it
   * @param listener told of every epoch
   */
  public static void train(
      ImageTrainConfig config,
      LabelledImages data,
      ImagePreprocessor preprocessor,
      TrainableModel<GridModel> trainable,
      Workers workers,
      Progress progress,
      Consumer<TrainingReport> listener) {
    if (data.size() < config.batch()) {
      throw new IllegalArgumentException(
          "a batch of %d needs as many pictures, but there are %d"
              .formatted(config.batch(), data.size()));
    }
    ImageTraining objective =
        new ImageTraining(config, data, preprocessor, trainable.model(), workers);
    TrainingLoop.Plan plan =
        new TrainingLoop.Plan(config.epochs(), 1, 0, config.optimizer(), config.schedule());
    TrainingLoop loop =
        new TrainingLoop(plan, objective, trainable.parameters(), Optional.empty(), workers);
    while (!loop.isDone()) {
      listener.accept(loop.runPart(progress, () -> false));
    }
  }

  @Override
  public int batches() {
    return data.size() / config.batch(); // what is left over has another epoch
  }

  @Override
  public void startEpoch(int number) {
    epoch = number;
    order = Seeds.permutation(data.size(), Seeds.stream(config.seed(), "order", number));
  }

  @Override
  public BatchLoss addGradients(int batch, int step) {
    int[] chosen = Arrays.copyOfRange(order, batch * config.batch(), (batch + 1) * config.batch());
    boolean twice = config.positives() == Positives.VIEWS;
    int views = twice ? 2 * chosen.length : chosen.length;
    RgbImage[] pixels = new RgbImage[views];
    training.space().workers().forEach(views, i -> pixels[i] = view(chosen, i));
    int[] labels = IntStream.range(0, views).map(i -> label(chosen[i % chosen.length])).toArray();
    GridBatch grids = preprocessor.batch(Arrays.asList(pixels));
    StatesTrace trace = model.trace(grids, training);
    Matrix vectors = trace.states().pooled().orElseThrow();
    Workspace space = training.space();
    Matrix gradient = zeros(vectors, space);
    double mean = loss.addGradient(vectors, labels, gradient, space.workers());
    trace.backward(zeros(trace.states().last(), space), Optional.of(gradient));
    space.releaseAll();
    return new BatchLoss(mean, views, 1);
  }

  /** Random choices are keyed by epoch, picture and view, and so depend on no thread. */
  private RgbImage view(int[] chosen, int i) {
    int picture = chosen[i % chosen.length];
    long place = ((long) epoch * data.size() + picture) * 2 + i / chosen.length;
    RgbImage view =
        config
            .augmentation()
            .apply(data.images().get(picture), Seeds.stream(config.seed(), "view", place));
    return preprocessor.pixels(view);
  }

  private int label(int picture) {
    return config.positives() == Positives.VIEWS ? picture : data.labels()[picture];
  }

  private static Matrix zeros(Matrix like, Workspace space) {
    Matrix zeros = space.matrix(like.rows(), like.columns());
    Arrays.fill(zeros.data(), 0, like.rows() * like.columns(), 0);
    return zeros;
  }

  @Override
  public String advice() {
    return "lower the learning rate, or raise the temperature";
  }
}
