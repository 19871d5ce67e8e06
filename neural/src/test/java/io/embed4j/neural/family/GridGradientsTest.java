package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.DualEncoder.VectorsTrace;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Parameter.Part;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of a random sum of all states of pictures, or of the vectors of both of two models,
 * by every parameter, against central differences; and the same bits with any number of threads.
 */
final class GridGradientsTest {
  private static final Dropout DROPOUT = new Dropout(0.2, 0.3, 99);

  /** Something with parameters of which a loss is computed. */
  interface Subject {
    String name();

    List<Parameter> parameters();

    double loss(Training training);

    /** Sets the gradients of the parameters. */
    void gradients(Training training);
  }

  private static Matrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix x = Matrix.zeros(rows, columns);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  private static double sum(Matrix weights, Matrix states) {
    double sum = 0;
    for (int i = 0; i < weights.data().length; i++) {
      sum += (double) weights.data()[i] * states.data()[i];
    }
    return sum;
  }

  /** Returns pictures of several sizes. */
  private static GridBatch pictures(int... sizes) {
    Grids grids = new Grids(Arrays.copyOf(sizes, sizes.length / 2), half(sizes));
    return new GridBatch(random(grids.rows(), 3, 6), grids);
  }

  private static int[] half(int[] sizes) {
    return Arrays.copyOfRange(sizes, sizes.length / 2, sizes.length);
  }

  private record Alone(
      String name, TrainableModel<GridModel> trainable, GridBatch batch, Matrix last, Matrix pooled)
      implements Subject {
    static Alone of(GridFixture fixture, GridBatch batch) {
      ObjectNode config = fixture.config().deepCopy();
      config.put("hidden_act", "gelu"); // relu has kinks, which a step would cross
      TrainableModel<GridModel> trainable =
          Families.loadGridForTraining(config, Weights.open(fixture.folder()));
      States states = trainable.model().forward(batch, Workers.single());
      Matrix pooled = states.pooled().orElseThrow();
      return new Alone(
          fixture.toString(),
          trainable,
          batch,
          random(states.last().rows(), states.last().columns(), 1),
          random(pooled.rows(), pooled.columns(), 2));
    }

    @Override
    public List<Parameter> parameters() {
      return trainable.parameters();
    }

    @Override
    public double loss(Training training) {
      States states = trainable.model().trace(batch, training).states();
      return sum(last, states.last()) + sum(pooled, states.pooled().orElseThrow());
    }

    @Override
    public void gradients(Training training) {
      StatesTrace trace = trainable.model().trace(batch, training);
      trace.backward(last, Optional.of(pooled));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Both(
      String name,
      TrainableModel<DualEncoder> trainable,
      TokenBatch texts,
      GridBatch pictures,
      Matrix ofTexts,
      Matrix ofPictures)
      implements Subject {
    static Both of(GridFixture fixture) {
      TokenBatch texts = fixture.texts("texts_images");
      GridBatch pictures = fixture.batch("texts_images");
      TrainableModel<DualEncoder> trainable =
          Families.loadDualForTraining(fixture.config(), Weights.open(fixture.folder()));
      int dim = trainable.model().dim();
      return new Both(
          fixture.toString(),
          trainable,
          texts,
          pictures,
          random(texts.sequences(), dim, 3),
          random(pictures.grids().count(), dim, 4));
    }

    @Override
    public List<Parameter> parameters() {
      return trainable.parameters();
    }

    @Override
    public double loss(Training training) {
      DualEncoder model = trainable.model();
      return sum(ofTexts, model.traceTexts(texts, training).vectors())
          + sum(ofPictures, model.traceGrids(pictures, training).vectors());
    }

    @Override
    public void gradients(Training training) {
      VectorsTrace text = trainable.model().traceTexts(texts, training);
      text.backward().apply(ofTexts);
      VectorsTrace picture = trainable.model().traceGrids(pictures, training);
      picture.backward().apply(ofPictures);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Subject> subjects() {
    List<GridFixture> alone = GridFixture.of("vit", "dinov2", "resnet-basic", "resnet-bottleneck");
    GridBatch native32 = pictures(32, 40, 32, 24);
    return Stream.concat(
        Stream.of(
            Alone.of(alone.get(0), native32),
            Alone.of(alone.get(1), pictures(56, 28, 56, 42)),
            Alone.of(alone.get(2), pictures(70, 96, 66, 64)),
            Alone.of(alone.get(3), pictures(70, 96, 66, 64))),
        GridFixture.of("clip", "siglip").stream().map(Both::of));
  }

  private static Training training(int threads) {
    return Training.of(new Workspace(new Workers(threads)));
  }

  private static List<float[]> gradients(Subject subject, Training training) {
    subject.parameters().forEach(p -> Arrays.fill(p.gradient(), 0));
    subject.gradients(training);
    training.space().releaseAll();
    return subject.parameters().stream().map(p -> p.gradient().clone()).toList();
  }

  /** The maxima of ResNet's pool change hands within a larger step. */
  private static double step(Subject subject) {
    return switch (subject.name()) {
      case "resnet-basic" -> 5e-4;
      case "resnet-bottleneck" -> 2e-3;
      default -> ParameterSlopes.STEP;
    };
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradientsEqualCentralDifferences(Subject subject) {
    Training training = training(1);
    gradients(subject, training);
    new ParameterSlopes(
            subject.name(),
            step(subject),
            () -> {
              double loss = subject.loss(training);
              training.space().releaseAll();
              return loss;
            },
            training.space().workers())
        .require(subject.parameters());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradientsHaveTheSameBitsWithAnyThreads(Subject subject) {
    List<float[]> single = gradients(subject, training(1).with(DROPOUT));
    for (int threads = 2; threads <= 3; threads++) {
      List<float[]> several = gradients(subject, training(threads).with(DROPOUT));
      for (int i = 0; i < single.size(); i++) {
        assertThat(Arrays.equals(several.get(i), single.get(i))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsSavedIsWhatHasBeenLoaded(Subject subject, @TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    new TrainableModel<>(subject, subject.parameters()).save(file);
    Weights saved = Weights.open(file);
    Weights loaded = Weights.open(TextFixture.root().resolve(subject.name()));
    List<String> names = new ArrayList<>();
    for (Parameter parameter : subject.parameters()) {
      for (Part part : parameter.parts()) {
        names.add(part.name());
        long[] shape = part.shape().stream().mapToLong(Integer::longValue).toArray();
        assertThat(saved.floats(part.name(), shape)).isEqualTo(loaded.floats(part.name(), shape));
      }
    }
    assertThat(saved.names()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(loaded.names()).containsAll(names);
  }
}
