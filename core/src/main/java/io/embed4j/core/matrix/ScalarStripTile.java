package io.embed4j.core.matrix;

/** Plain loops: the oracle of {@link SimdStripTile}, and the fallback. */
final class ScalarStripTile implements StripTile {
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
    for (int i = 0; i < Tiles.ROWS; i++) {
      for (int j = 0; j < Tiles.STRIP_COLUMNS; j++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum = Math.fma(a[aStart + i * aStride + k], b[bStart + k * Tiles.COLUMNS + j], sum);
        }
        c[cStart + i * cStride + j] = sum;
      }
    }
  }
}
