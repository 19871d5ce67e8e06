package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** c[i, j] = Σₖ a[i, k] · b[k, j] by fused multiply-adds, k ascending. */
final class ProductTile implements Tile {
  private static final VectorSpecies<Float> SPECIES = Tiles.SPECIES;
  private static final int LANES = Tiles.LANES;
  private static final int COLUMNS = Tiles.COLUMNS;
  private static final int ROWS = Tiles.ROWS;

  @Override
  public void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    int ai = aStart;
    // counting by the index into B, not by k, doubles the speed: C2 then drops the range checks
    for (int bi = bStart, end = bStart + depth * COLUMNS; bi < end; bi += COLUMNS) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ai]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ai + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ai + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ai + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[ai + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[ai + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      ai += ROWS;
    }
    store(c00, c01, c, cStart);
    store(c10, c11, c, cStart + cStride);
    store(c20, c21, c, cStart + 2 * cStride);
    store(c30, c31, c, cStart + 3 * cStride);
    store(c40, c41, c, cStart + 4 * cStride);
    store(c50, c51, c, cStart + 5 * cStride);
  }

  private static void store(FloatVector x0, FloatVector x1, float[] c, int at) {
    x0.intoArray(c, at);
    x1.intoArray(c, at + LANES);
  }
}
