package io.embed4j.core.matrix;

/**
 * The arithmetic of {@link StripProduct} between {@link Tiles#ROWS} rows of A, not packed, and
 * {@link Tiles#STRIP_COLUMNS} columns of a panel of B. Two implementations with the same bits:
 * {@link SimdStripTile} and {@link ScalarStripTile}.
 */
interface StripTile {
  /** c[i, j] = Σₖ a[i, k] · b[k, j]. */
  void compute(
      float[] a,
      int aStart,
      int aStride,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStride);
}
