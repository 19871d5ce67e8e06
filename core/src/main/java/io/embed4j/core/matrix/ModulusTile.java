package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;

/**
 * c[i, j] = Σₖ |a[i, k] − b[k, j]| over complex numbers, k ascending; the imaginary parts stand
 * {@code dim} rows below the real ones. One row at a time: the square root is what costs.
 */
final class ModulusTile extends SimdTile {
  private final int dim;

  ModulusTile(int dim) {
    this.dim = dim;
  }

  @Override
  public void compute(float[] a, int aStart, float[] b, int bStart, int depth, float[] sums) {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j += 2 * LANES) {
        oneRow(a, aStart + i, b, bStart + j, depth, sums, i * COLUMNS + j);
      }
    }
  }

  private void oneRow(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] sums, int start) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    int aImaginary = aStart + ROWS * dim;
    int bImaginary = bStart + COLUMNS * dim;
    for (int k = 0; k < depth; k++) {
      int bi = bStart + COLUMNS * k;
      int bj = bImaginary + COLUMNS * k;
      FloatVector re = FloatVector.broadcast(SPECIES, a[aStart + ROWS * k]);
      FloatVector im = FloatVector.broadcast(SPECIES, a[aImaginary + ROWS * k]);
      c0 = modulus(re.sub(load(b, bi)), im.sub(load(b, bj))).add(c0);
      c1 = modulus(re.sub(load(b, bi + LANES)), im.sub(load(b, bj + LANES))).add(c1);
    }
    store(c0, c1, sums, start);
  }

  private static FloatVector modulus(FloatVector re, FloatVector im) {
    return im.fma(im, re.mul(re)).sqrt();
  }
}
