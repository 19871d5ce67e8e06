package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * c[i, j] = Σₖ (a[i, k] − b[k, j])², k ascending. Three rows at a time: the differences need
 * registers, too.
 */
final class SquaredTile implements Tile {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int COLUMNS = Tiles.COLUMNS;
  private static final int ROWS = Tiles.ROWS;

  @Override
  public void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride) {
    for (int i = 0; i < ROWS; i += 3) {
      threeRows(a, aStart + i, b, bStart, depth, c, cStart + i * cStride, cStride);
    }
  }

  private static void threeRows(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride) {
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
    store(c00, c01, c, cStart);
    store(c10, c11, c, cStart + cStride);
    store(c20, c21, c, cStart + 2 * cStride);
  }

  private static FloatVector addSquare(FloatVector x, FloatVector y, FloatVector sum) {
    FloatVector difference = x.sub(y);
    return difference.fma(difference, sum);
  }

  private static void store(FloatVector x0, FloatVector x1, float[] c, int at) {
    x0.intoArray(c, at);
    x1.intoArray(c, at + LANES);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
