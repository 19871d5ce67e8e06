package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * c[i, j] = Σₖ |a[i, k] − b[k, j]| over complex numbers, k ascending; the imaginary parts stand
 * {@code dim} rows below the real ones. One row at a time: the square root is what costs.
 */
final class ModulusTile implements Tile {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int COLUMNS = Tiles.COLUMNS;
  private static final int ROWS = Tiles.ROWS;

  private final int dim;

  ModulusTile(int dim) {
    this.dim = dim;
  }

  @Override
  public void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride) {
    for (int i = 0; i < ROWS; i++) {
      oneRow(a, aStart + i, b, bStart, depth, c, cStart + i * cStride);
    }
  }

  private void oneRow(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart) {
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
    c0.intoArray(c, cStart);
    c1.intoArray(c, cStart + LANES);
  }

  private static FloatVector modulus(FloatVector re, FloatVector im) {
    return im.fma(im, re.mul(re)).sqrt();
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
