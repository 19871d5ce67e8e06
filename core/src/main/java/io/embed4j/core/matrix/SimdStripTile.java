package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Six rows of A, each read where it stands, times two vectors of B: the twelve accumulators of
 * {@link ProductTile}.
 */
final class SimdStripTile implements StripTile {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int COLUMNS = Tiles.COLUMNS;

  @Override
  public void compute(
      float[] a,
      int aStart,
      int aStride,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStride) {
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
    int a1 = aStart + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    int a4 = a3 + aStride;
    int a5 = a4 + aStride;
    for (int k = 0; k < depth; k++) {
      int bi = bStart + COLUMNS * k;
      FloatVector b0 = load(b, bi);
      FloatVector b1 = load(b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + k]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + k]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + k]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[a4 + k]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[a5 + k]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    store(c00, c01, c, cStart);
    store(c10, c11, c, cStart + cStride);
    store(c20, c21, c, cStart + 2 * cStride);
    store(c30, c31, c, cStart + 3 * cStride);
    store(c40, c41, c, cStart + 4 * cStride);
    store(c50, c51, c, cStart + 5 * cStride);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  private static void store(FloatVector x0, FloatVector x1, float[] c, int at) {
    x0.intoArray(c, at);
    x1.intoArray(c, at + LANES);
  }
}
