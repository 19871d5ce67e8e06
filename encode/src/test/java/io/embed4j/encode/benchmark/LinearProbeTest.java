package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LinearProbeTest {
  /** Clouds of known centres: a probe is nearly as good as the best there can be. */
  @Test
  void tellsCloudsApart() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] centres = {{3, 0, 50}, {-3, 0, 50}, {0, 4, 50}};
    List<float[]> vectors = new ArrayList<>();
    int[] classes = new int[900];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i % 3;
      float[] x = new float[3];
      for (int j = 0; j < 3; j++) {
        x[j] = (float) (centres[i % 3][j] + random.nextGaussian());
      }
      vectors.add(x);
    }
    int[] half = Arrays.copyOf(classes, 450);
    LinearProbe probe = LinearProbe.fit(vectors.subList(0, 450), half, 3, 1 / 450.0);
    double expected = 0;
    for (int i = 450; i < 900; i++) {
      expected += nearest(centres, vectors.get(i)) == classes[i] ? 1 / 450.0 : 0;
    }
    double found = probe.accuracy(vectors.subList(450, 900), Arrays.copyOfRange(classes, 450, 900));
    assertThat(found).isCloseTo(expected, within(0.01)).isGreaterThan(0.97);
  }

  private static int nearest(double[][] centres, float[] x) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length; k++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        distance += (x[j] - centres[k][j]) * (x[j] - centres[k][j]);
      }
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  /** Labels that the vectors say nothing about. */
  @Test
  void findsNothingInNoise() {
    SplittableRandom random = new SplittableRandom(7);
    List<float[]> vectors = new ArrayList<>();
    int[] classes = new int[400];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = random.nextInt(4);
      vectors.add(new float[] {(float) random.nextGaussian(), 1, (float) random.nextGaussian()});
    }
    LinearProbe probe =
        LinearProbe.fit(vectors.subList(0, 200), Arrays.copyOf(classes, 200), 4, 1 / 200.0);
    assertThat(probe.accuracy(vectors.subList(200, 400), Arrays.copyOfRange(classes, 200, 400)))
        .isBetween(0.12, 0.38);
  }
}
