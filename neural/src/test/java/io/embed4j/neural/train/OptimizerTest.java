package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DivergedException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.AdamW.Decayed;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptimizerTest {
  private static final int SIZE = 200_000; // several pieces
  private static final double[] FACTORS = {0.5, 1, 0.25};

  private final Workers workers = new Workers(2);

  private static AdamW settings(Decayed decayed, double maxNorm) {
    return new AdamW(0.01, 0.8, 0.95, 1e-6, 0.1, decayed, maxNorm);
  }

  private static List<Parameter> parameters() {
    SplittableRandom random = new SplittableRandom(4);
    return List.of(
        Parameter.of("matrix", numbers(random, SIZE), SIZE / 2, 2),
        Parameter.of("vector", numbers(random, 5), 5));
  }

  private static float[] numbers(SplittableRandom random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  /** Adds gradients that depend on the step. */
  private static void addGradients(List<Parameter> parameters, int step) {
    SplittableRandom random = new SplittableRandom(100 + step);
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.size(); i++) {
        parameter.gradient()[i] += (float) random.nextDouble(-1, 1);
      }
    }
  }

  @Test
  void stepsAreThoseOfThePaperInDouble() {
    double[] norms = new double[FACTORS.length];
    for (Decayed decayed : Decayed.values()) {
      for (double maxNorm : new double[] {30, Double.POSITIVE_INFINITY}) {
        List<Parameter> actual = parameters();
        Optimizer optimizer = new Optimizer(settings(decayed, maxNorm), actual);
        double[][][] state = doubles(parameters()); // values, means, squares of each parameter
        for (int step = 0; step < FACTORS.length; step++) {
          addGradients(actual, step);
          addGradients(actual, step + 50);
          norms[step] = paper(state, actual, step + 1, decayed, maxNorm);
          assertThat(optimizer.step(FACTORS[step], 2, workers))
              .isCloseTo(norms[step], within(1e-4 * norms[step]));
        }
        assertThat(norms[0]).isGreaterThan(100); // so that the lesser bound shortens
        for (int p = 0; p < state.length; p++) {
          for (int i = 0; i < actual.get(p).size(); i++) {
            assertThat((double) actual.get(p).values()[i]).isCloseTo(state[p][0][i], within(1e-6));
          }
          assertThat(actual.get(p).gradient()).containsOnly(0);
        }
      }
    }
  }

  private static double[][][] doubles(List<Parameter> parameters) {
    double[][][] state = new double[parameters.size()][3][];
    for (int p = 0; p < state.length; p++) {
      int size = parameters.get(p).size();
      state[p] = new double[3][size];
      for (int i = 0; i < size; i++) {
        state[p][0][i] = parameters.get(p).values()[i];
      }
    }
    return state;
  }

  /** Algorithm 2 of Loshchilov and Hutter, letter by letter, after the gradient was shortened. */
  private static double paper(
      double[][][] state, List<Parameter> parameters, int t, Decayed decayed, double maxNorm) {
    double norm = 0;
    for (Parameter parameter : parameters) {
      for (float g : parameter.gradient()) {
        norm += g / 2.0 * g / 2.0;
      }
    }
    norm = Math.sqrt(norm);
    for (int p = 0; p < state.length; p++) {
      boolean decays = decayed == Decayed.ALL || p == 0;
      for (int i = 0; i < state[p][0].length; i++) {
        double g = parameters.get(p).gradient()[i] / 2.0 * Math.min(1, maxNorm / norm);
        double m = 0.8 * state[p][1][i] + 0.2 * g;
        double v = 0.95 * state[p][2][i] + 0.05 * g * g;
        state[p][1][i] = m;
        state[p][2][i] = v;
        double rate = 0.01 * FACTORS[t - 1];
        double adam = m / (1 - Math.pow(0.8, t)) / (Math.sqrt(v / (1 - Math.pow(0.95, t))) + 1e-6);
        state[p][0][i] -= rate * (adam + (decays ? 0.1 * state[p][0][i] : 0));
      }
    }
    return norm;
  }

  @Test
  void aRunThatIsTakenUpAgainHasTheSameBits(@TempDir Path folder) {
    List<Parameter> whole = parameters();
    Optimizer through = new Optimizer(settings(Decayed.MATRICES, 1), whole);
    for (int step = 0; step < 2; step++) {
      addGradients(whole, step);
      through.step(1, 1, workers);
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    through.save(writer);
    whole.forEach(p -> p.tensors().forEach(writer::add));
    Path file = folder.resolve("state.safetensors");
    AtomicFile.write(file, writer);
    SafetensorsFile saved = SafetensorsFile.open(file);
    List<Parameter> later =
        List.of(
            Parameter.of("matrix", saved.floats("matrix", SIZE / 2, 2), SIZE / 2, 2),
            Parameter.of("vector", saved.floats("vector", 5), 5));
    Optimizer again = new Optimizer(settings(Decayed.MATRICES, 1), later);
    again.restore(saved);
    assertThat(again.steps()).isEqualTo(2);
    addGradients(whole, 2);
    through.step(1, 1, workers);
    addGradients(later, 2);
    again.step(1, 1, Workers.single());
    for (int p = 0; p < whole.size(); p++) {
      assertThat(later.get(p).values()).isEqualTo(whole.get(p).values());
    }
  }

  @Test
  void frozenParametersStayAndGradientsThatAreNoNumbersAreRefused() {
    List<Parameter> parameters = parameters();
    parameters.get(0).freeze();
    float[] before = parameters.get(0).values().clone();
    Optimizer optimizer = new Optimizer(settings(Decayed.ALL, 1), parameters);
    addGradients(parameters, 1);
    optimizer.step(1, 1, workers);
    assertThat(parameters.get(0).values()).isEqualTo(before);
    float[] after = parameters.get(1).values().clone();
    parameters.get(1).gradient()[3] = Float.NaN;
    assertThatThrownBy(() -> optimizer.step(1, 1, workers))
        .isInstanceOf(DivergedException.class)
        .hasMessage("the gradient of step 2 is NaN");
    assertThat(parameters.get(1).values()).isEqualTo(after);
  }

  @Test
  void settingsOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> new AdamW(1, 0.9, 1, 1e-8, 0, Decayed.ALL, 1))
        .hasMessage("beta2 must be at least 0 and below 1, but is 1.0");
    assertThatThrownBy(() -> new AdamW(1, 0.9, 0.9, 1e-8, 0, Decayed.ALL, 0))
        .hasMessage("max-norm must be positive, but is 0.0");
  }
}
