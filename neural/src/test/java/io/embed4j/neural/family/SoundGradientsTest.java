package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gradient of a random sum of all states of sounds by every parameter, against central
 * differences; the same bits with any number of threads; what is saved gives the same states.
 */
final class SoundGradientsTest {
  private static final Dropout DROPOUT = new Dropout(0.2, 0.3, 99);

  private final Training training = Training.of(new Workspace(Workers.single()));

  private record Subject(TrainableModel<GridModel> trainable, GridBatch batch, Matrix weights) {
    static Subject of(String name) {
      GridFixture fixture = SoundFixture.of(name).folder();
      TrainableModel<GridModel> trainable =
          Families.loadGridForTraining(fixture.config(), Weights.open(fixture.folder()));
      Grids grids = name.equals("ast") ? Grids.of(3, 32, 64) : Grids.lines(1700, 900, 2500);
      GridBatch batch = SoundFamilyFixturesTest.random(grids, 1);
      int rows = trainable.model().segments(grids).rows();
      Grids states = Grids.lines(rows);
      Matrix weights = SoundFamilyFixturesTest.random(states, trainable.model().dim()).values();
      return new Subject(trainable, batch, weights);
    }

    double loss(Training training) {
      States states = trainable.model().trace(batch, training).states();
      double sum = 0;
      for (int i = 0; i < weights.data().length; i++) {
        sum += (double) weights.data()[i] * states.last().data()[i];
      }
      training.space().releaseAll();
      return sum;
    }

    List<float[]> gradients(Training training) {
      trainable.parameters().forEach(p -> Arrays.fill(p.gradient(), 0));
      StatesTrace trace = trainable.model().trace(batch, training);
      trace.backward(weights, Optional.empty());
      training.space().releaseAll();
      return trainable.parameters().stream().map(p -> p.gradient().clone()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ast", "wav2vec2", "wav2vec2-stable"})
  void gradientsEqualCentralDifferences(String name) {
    Subject subject = Subject.of(name);
    subject.gradients(training);
    List<Parameter> parameters = subject.trainable().parameters();
    new ParameterSlopes(name, 5e-3, () -> subject.loss(training), training.space().workers())
        .require(parameters);
    assertThat(parameters).hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ast", "wav2vec2", "wav2vec2-stable"})
  void gradientsHaveTheSameBitsWithAnyThreads(String name) {
    Subject subject = Subject.of(name);
    List<float[]> single = subject.gradients(training.with(DROPOUT));
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        List<float[]> several =
            subject.gradients(Training.of(new Workspace(workers)).with(DROPOUT));
        for (int i = 0; i < single.size(); i++) {
          assertThat(Arrays.equals(several.get(i), single.get(i))).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ast", "wav2vec2", "wav2vec2-stable"})
  void tracedAndSavedStatesAreThoseOfInference(String name, @TempDir Path folder) {
    Subject subject = Subject.of(name);
    GridBatch batch = subject.batch();
    Matrix states = subject.trainable().model().forward(batch, Workers.single()).last();
    Matrix traced = subject.trainable().model().trace(batch, training).states().last();
    assertThat(Arrays.copyOf(traced.data(), states.data().length)).isEqualTo(states.data());
    Path file = folder.resolve("model.safetensors");
    subject.trainable().save(file);
    GridFixture fixture = SoundFixture.of(name).folder();
    GridModel saved = Families.loadGrid(fixture.config(), Weights.open(file));
    assertThat(saved.forward(batch, Workers.single()).last().data()).isEqualTo(states.data());
  }
}
