package io.embed4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The own exponential against {@code Math.exp} in double. */
@Tag("kernel")
final class ExponentialTest {
  private static final int ROW = 1021; // vectors and a tail

  @Test
  void relativeErrorIsBelowTwoTenMillionths() {
    Kernels simd = new SimdKernels();
    float[] x = new float[ROW];
    double worst = 0;
    for (int row = 0; row < 500; row++) {
      for (int i = 0; i < ROW; i++) {
        x[i] = -87 + 175f * (row * ROW + i) / (500f * ROW);
      }
      float[] value = x.clone();
      simd.exponentiateInPlace(value, 0, ROW, 0);
      for (int i = 0; i < ROW; i++) {
        double exact = Math.exp(x[i]);
        worst = Math.max(worst, Math.abs(value[i] - exact) / exact);
        worst = Math.max(worst, Math.abs(Exponential.of(x[i]) - exact) / exact);
      }
    }
    assertThat(worst).isLessThan(2e-7);
  }

  @Test
  void extremesAreZeroOrTheLargestValueAndNeverNaN() {
    float[] x = {
      -87.01f,
      -88,
      -104,
      -1e10f,
      Float.NEGATIVE_INFINITY,
      -Float.MAX_VALUE,
      0,
      -0.0f,
      88,
      89,
      1e10f,
      Float.POSITIVE_INFINITY,
      -Float.MIN_VALUE,
      Float.MIN_VALUE,
      -87,
      1
    };
    float[] simd = x.clone();
    new SimdKernels().exponentiateInPlace(simd, 0, x.length, 0);
    for (int i = 0; i < x.length; i++) {
      assertThat(Exponential.of(x[i])).isEqualTo(simd[i]);
    }
    float most = simd[8];
    assertThat((double) most).isBetween(1.65e38, 1.66e38);
    assertThat(simd).startsWith(0, 0, 0, 0, 0, 0, 1, 1, most, most, most, most, 1, 1);
    assertThat(Exponential.of(Float.NaN)).isNaN();
  }
}
