package io.embed4j.encode.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8RangesTest {
  /** Eleven ranges; dimension 4 is constant. */
  private static final Int8Ranges RANGES =
      Int8Ranges.of(
          parts(-589, -853, -959, -324, 154, -796, -927, -636, -854, -995, -973),
          parts(673, 386, 739, 744, 154, 715, 935, 661, 645, 767, 982));

  /** Returns 512ths, which are floats exactly. */
  private static float[] parts(int... counts) {
    float[] parts = new float[counts.length];
    for (int i = 0; i < counts.length; i++) {
      parts[i] = counts[i] / 512f;
    }
    return parts;
  }

  /** Codes that numpy 2 made from the same floats with the formulas of sentence-transformers. */
  @Test
  void codesAreThoseOfNumpy() {
    float[] x = parts(59, 138, -572, -12, -836, 398, -1056, -462, 1042, -920, 783);
    assertThat(RANGES.int8(x))
        .containsExactly(2, 75, -69, -53, -128, 73, -128, -93, 127, -117, 101);
    assertThat(RANGES.uint8(x)).isEqualTo(bytes(130, 203, 58, 74, 0, 201, 0, 34, 255, 10, 229));
    assertThat(RANGES.int8(RANGES.min())).containsOnly(-128);
    assertThat(RANGES.uint8(RANGES.min())).containsOnly(0);
    // In single precision, dimension 5 ends just below 255.
    assertThat(RANGES.int8(RANGES.max()))
        .containsExactly(127, 127, 127, 127, -128, 126, 127, 127, 127, 127, 127);
    assertThat(RANGES.uint8(RANGES.max()))
        .isEqualTo(bytes(255, 255, 255, 255, 0, 254, 255, 255, 255, 255, 255));
  }

  @Test
  void truncationIsTowardZero() {
    var ranges = Int8Ranges.of(new float[] {0}, new float[] {255}); // the step is 1
    assertThat(ranges.int8(new float[] {127.01f})).containsExactly(0);
    assertThat(ranges.int8(new float[] {128.99f})).containsExactly(0);
    assertThat(ranges.int8(new float[] {129})).containsExactly(1);
    assertThat(ranges.int8(new float[] {0.99f})).containsExactly(-127);
    assertThat(ranges.uint8(new float[] {0.99f})).containsExactly(0);
    assertThat(ranges.uint8(new float[] {254.99f})).isEqualTo(bytes(254));
  }

  @Test
  void valuesOutsideOfTheCalibrationAreClamped() {
    var ranges = Int8Ranges.of(new float[] {-1}, new float[] {1});
    for (float above : new float[] {1.01f, 300, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(ranges.int8(new float[] {above})).containsExactly(127);
      assertThat(ranges.uint8(new float[] {above})).isEqualTo(bytes(255));
      assertThat(ranges.int8(new float[] {-above})).containsExactly(-128);
      assertThat(ranges.uint8(new float[] {-above})).isEqualTo(bytes(0));
    }
  }

  @Test
  void aConstantDimensionHasStepOne() {
    var ranges = Int8Ranges.of(List.of(new float[] {5}, new float[] {5}));
    assertThat(ranges.int8(new float[] {5})).containsExactly(-128);
    assertThat(ranges.uint8(new float[] {7.5f})).containsExactly(2);
    // The difference is not 0, but the 255th part of it is.
    var tiny = Int8Ranges.of(new float[] {0}, new float[] {Float.MIN_VALUE});
    assertThat(tiny.uint8(new float[] {3})).containsExactly(3);
  }

  @Test
  void rangesAreThoseOfTheCalibration() {
    Random random = new Random(9);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      vectors.add(gaussian(random, 5));
    }
    Int8Ranges ranges = Int8Ranges.of(vectors);
    for (int j = 0; j < 5; j++) {
      int at = j;
      double[] values = vectors.stream().mapToDouble(vector -> vector[at]).sorted().toArray();
      assertThat(ranges.min()[j]).isEqualTo((float) values[0]);
      assertThat(ranges.max()[j]).isEqualTo((float) values[39]);
    }
    assertThat(Int8Ranges.of(ranges.min(), ranges.max()))
        .isEqualTo(ranges)
        .hasSameHashCodeAs(ranges);
    ranges.min()[0] = 99; // a copy
    vectors.getFirst()[0] = 99;
    assertThat(ranges.min()[0]).isNotEqualTo(99);
  }

  @Test
  void codesEqualTheFormulaInDouble() {
    Random random = new Random(10);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      vectors.add(gaussian(random, 33));
    }
    Int8Ranges ranges = Int8Ranges.of(vectors.subList(0, 30));
    float[] min = ranges.min();
    float[] max = ranges.max();
    int compared = 0;
    for (float[] vector : vectors) {
      byte[] int8 = ranges.int8(vector);
      byte[] uint8 = ranges.uint8(vector);
      for (int i = 0; i < vector.length; i++) {
        double place = (vector[i] - (double) min[i]) / (((double) max[i] - min[i]) / 255);
        if (Math.abs(place - Math.rint(place)) > 1e-3) { // elsewhere single precision decides
          double signed = Math.clamp(place - 128, -128, 127);
          assertThat((double) int8[i])
              .isEqualTo(signed < 0 ? Math.ceil(signed) : Math.floor(signed));
          assertThat((double) (uint8[i] & 0xff)).isEqualTo(Math.floor(Math.clamp(place, 0, 255)));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(1900);
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertRefused(List.of(), "vectors must not be empty");
    assertRefused(List.of(new float[2], new float[3]), "vector must have 2 dimensions, but has 3");
    assertRefused(
        List.of(new float[2], new float[] {0, Float.NaN}),
        "dimension 1 must have a finite range, but has NaN to NaN");
    assertRefused(
        List.of(new float[1], new float[] {Float.POSITIVE_INFINITY}),
        "dimension 0 must have a finite range, but has 0.0 to Infinity");
    assertRefused(
        List.of(new float[] {-3e38f}, new float[] {3e38f}),
        "dimension 0 must have a finite range, but has -3.0E38 to 3.0E38");
    assertThatThrownBy(() -> Int8Ranges.of(new float[] {1}, new float[] {0}))
        .hasMessage("dimension 0 must have a finite range, but has 1.0 to 0.0");
    assertThatThrownBy(() -> Int8Ranges.of(new float[1], new float[2]))
        .hasMessage("max must have 1 dimensions, but has 2");
  }

  @Test
  void whatDoesNotFitTheRangesIsRefused() {
    assertThatThrownBy(() -> RANGES.int8(new float[10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vector must have 11 dimensions, but has 10");
    float[] x = new float[11];
    x[7] = Float.NaN;
    assertThatThrownBy(() -> RANGES.uint8(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vector must not hold NaN, but does in dimension 7");
  }

  private static void assertRefused(List<float[]> vectors, String message) {
    assertThatThrownBy(() -> Int8Ranges.of(vectors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static float[] gaussian(Random random, int dim) {
    float[] vector = new float[dim];
    for (int i = 0; i < dim; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
