package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The head and its gradients against the formula in double; words fill more than two tiles. */
final class MaskedHeadTest {
  private static final int GUESSES = 7;
  private static final int INPUTS = 6;
  private static final int DIM = 5;
  private static final int WORDS = 4100;
  private static final int[] TARGETS = {0, 2047, 2048, 4095, 4096, 4099, 2048};
  private static final double EPSILON = 1e-3f;
  private static final double STEP = 1e-4;
  private static final float ALREADY = 0.5f;

  private final SplittableRandom random = new SplittableRandom(6);
  private final Parameter w = parameter("w", DIM, INPUTS);
  private final Parameter c = parameter("c", DIM);
  private final Parameter gamma = parameter("gamma", DIM);
  private final Parameter beta = parameter("beta", DIM);
  private final Parameter table = parameter("table", WORDS, DIM);
  private final Parameter bias = parameter("bias", WORDS);
  private final Matrix x = Matrix.of(numbers(GUESSES * INPUTS), GUESSES, INPUTS);

  private Parameter parameter(String name, Integer... shape) {
    float[] values = numbers(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    Parameter parameter = Parameter.of(name, values, shape);
    Arrays.fill(parameter.gradient(), ALREADY);
    return parameter;
  }

  private float[] numbers(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private double loss() {
    double loss = 0;
    for (int i = 0; i < GUESSES; i++) {
      double[] h = new double[DIM];
      for (int j = 0; j < DIM; j++) {
        double z = c.values()[j];
        for (int k = 0; k < INPUTS; k++) {
          z += (double) w.values()[j * INPUTS + k] * x.data()[i * INPUTS + k];
        }
        h[j] = Math.tanh(z);
      }
      double mean = Arrays.stream(h).average().orElseThrow();
      double variance = Arrays.stream(h).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      for (int j = 0; j < DIM; j++) {
        double normal = (h[j] - mean) / Math.sqrt(variance + EPSILON);
        h[j] = gamma.values()[j] * normal + beta.values()[j];
      }
      double sum = 0;
      double target = 0;
      for (int word = 0; word < WORDS; word++) {
        double score = bias.values()[word];
        for (int j = 0; j < DIM; j++) {
          score += table.values()[word * DIM + j] * h[j];
        }
        sum += Math.exp(score);
        target = word == TARGETS[i] ? score : target;
      }
      loss += (Math.log(sum) - target) / GUESSES;
    }
    return loss;
  }

  @Test
  void lossAndGradientsEqualTheFormulaAndItsCentralDifferences() {
    MaskedHead head =
        new MaskedHead(
            Linear.of(w, DIM, c),
            Activation.TANH,
            new LayerNorm(gamma, beta, (float) EPSILON),
            Embedding.of(table, WORDS, DIM),
            bias);
    Training training = Training.of(new Workspace(new Workers(2)));
    MaskedHead.Loss actual = head.lossAndGradient(x, TARGETS, training);
    assertThat(actual.value()).isCloseTo(loss(), within(1e-5));
    for (int i = 0; i < x.data().length; i++) {
      require("x", actual.dx().data()[i], slope(x.data(), i), i);
    }
    for (Parameter parameter : List.of(w, c, gamma, beta, table, bias)) {
      int[] some =
          parameter.size() < 100
              ? IntStream.range(0, parameter.size()).toArray()
              : IntStream.concat(
                      Arrays.stream(TARGETS).map(i -> i * parameter.size() / WORDS),
                      random.ints(20, 0, parameter.size()))
                  .toArray();
      for (int i : some) {
        double slope = ALREADY + slope(parameter.values(), i);
        require(parameter.name(), parameter.gradient()[i], slope, i);
      }
    }
  }

  private double slope(float[] values, int i) {
    float saved = values[i];
    values[i] = (float) (saved + STEP);
    double step = values[i];
    double above = loss();
    values[i] = (float) (saved - STEP);
    step -= values[i];
    double below = loss();
    values[i] = saved;
    return (above - below) / step;
  }

  private static void require(String name, float actual, double expected, int i) {
    assertThat((double) actual).as(name + " " + i).isCloseTo(expected, within(3e-6));
  }
}
