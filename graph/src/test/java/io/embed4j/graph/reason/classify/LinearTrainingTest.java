package io.embed4j.graph.reason.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Names;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearTrainingTest {
  private static final int ENTITIES = 1000;

  /** One feature: 1 for the first half of the entities, 0 for the others. */
  private record Half() implements Features {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public void fill(int[] entities, Matrix into) {
      for (int i = 0; i < entities.length; i++) {
        into.data()[into.offset() + i * into.rowStride()] = entities[i] < ENTITIES / 2 ? 1 : 0;
      }
    }
  }

  /** Five features by chance. */
  private record Noise(float[] numbers) implements Features {
    static Noise of(long seed) {
      Random random = new Random(seed);
      float[] numbers = new float[5 * ENTITIES];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return new Noise(numbers);
    }

    @Override
    public int width() {
      return 5;
    }

    @Override
    public void fill(int[] entities, Matrix into) {
      for (int i = 0; i < entities.length; i++) {
        int start = into.offset() + i * into.rowStride();
        System.arraycopy(numbers, 5 * entities[i], into.data(), start, 5);
      }
    }
  }

  private static LinearClassifier fit(
      Features features, EntityTypes types, double penalty, int threads) {
    try (Workers workers = new Workers(threads)) {
      int[] all = IntStream.range(0, ENTITIES).toArray();
      return new LinearTraining(features, types, all, penalty, workers)
          .fit(FeatureSet.VECTORS, new Names("type", types.names(), types.labels()), 1);
    }
  }

  /** Four fifths of the first half have the type, three tenths of the second. */
  private static EntityTypes half() {
    EntityTypes.Builder types = new EntityTypes.Builder();
    for (int e = 0; e < ENTITIES; e++) {
      if (e % 10 < (e < ENTITIES / 2 ? 8 : 3)) {
        types.add(e, "a");
      }
    }
    return types.build(Labels.NONE);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  @Test
  void probabilitiesOfAFeatureAreItsFrequencies() {
    LinearClassifier fitted = fit(new Half(), half(), 0, 2);

    assertThat((double) fitted.biases()[0]).isCloseTo(logit(0.3), within(0.02));
    assertThat((double) fitted.biases()[0] + fitted.weights().data()[0])
        .isCloseTo(logit(0.8), within(0.02));
  }

  /** Plain gradient descent in double on all entities; batches may differ by their noise. */
  @Test
  void weightsAreTheMinimumOfTheStatedLoss() {
    double penalty = 0.1;
    Noise noise = Noise.of(2);
    EntityTypes.Builder told = new EntityTypes.Builder();
    for (int e = 0; e < ENTITIES; e++) {
      if (noise.numbers()[5 * e] + noise.numbers()[5 * e + 1] > 0.5) {
        told.add(e, "a");
      }
    }
    EntityTypes types = told.build(Labels.NONE);
    double[] weights = new double[5];
    double bias = 0;
    for (int round = 0; round < 500; round++) {
      double[] gradient = new double[5];
      double biasGradient = 0;
      for (int e = 0; e < ENTITIES; e++) {
        double z = bias;
        for (int d = 0; d < 5; d++) {
          z += weights[d] * noise.numbers()[5 * e + d];
        }
        double error = 1 / (1 + Math.exp(-z)) - (types.has(e, 0) ? 1 : 0);
        biasGradient += error / ENTITIES;
        for (int d = 0; d < 5; d++) {
          gradient[d] += error * noise.numbers()[5 * e + d] / ENTITIES;
        }
      }
      bias -= biasGradient;
      for (int d = 0; d < 5; d++) {
        weights[d] -= gradient[d] + penalty * weights[d];
      }
    }

    LinearClassifier fitted = fit(noise, types, penalty, 2);

    assertThat((double) fitted.biases()[0]).isCloseTo(bias, within(0.02));
    for (int d = 0; d < 5; d++) {
      assertThat((double) fitted.weights().data()[d]).isCloseTo(weights[d], within(0.02));
    }
  }

  @Test
  void threadsChangeNothing() {
    Noise noise = Noise.of(3);

    assertThat(fit(noise, half(), 1e-3, 3).weights().data())
        .isEqualTo(fit(noise, half(), 1e-3, 1).weights().data());
  }
}
