package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;

/**
 * c[i, j] = Σₖ (a[i, k] − b[k, j])², k ascending. Three rows at a time: the differences need
 * registers, too.
 */
final class SquaredTile extends SimdTile {
  @Override
  public void compute(float[] a, int aStart, float[] b, int bStart, int depth, float[] sums) {
    for (int i = 0; i < ROWS; i += 3) {
      for (int j = 0; j < COLUMNS; j += 2 * LANES) {
        threeRows(a, aStart + i, b, bStart + j, depth, sums, i * COLUMNS + j);
      }
    }
  }

  private static void threeRows(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] sums, int start) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      int ai = aStart + ROWS * k;
      int bi = bStart + COLUMNS * k;
      FloatVector b0 = load(b, bi);
      FloatVector b1 = load(b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ai]);
      c00 = addSquare(x, b0, c00);
      c01 = addSquare(x, b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ai + 1]);
      c10 = addSquare(x, b0, c10);
      c11 = addSquare(x, b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ai + 2]);
      c20 = addSquare(x, b0, c20);
      c21 = addSquare(x, b1, c21);
    }
    store(c00, c01, sums, start);
    store(c10, c11, sums, start + COLUMNS);
    store(c20, c21, sums, start + 2 * COLUMNS);
  }

  private static FloatVector addSquare(FloatVector x, FloatVector y, FloatVector sum) {
    FloatVector difference = x.sub(y);
    return difference.fma(difference, sum);
  }
}
