package io.embed4j.core.matrix;

/**
 * The gradient of one distance: where it points, seen from one row. Implementations: two in SIMD
 * and their plain twins in {@link ScalarDirections}, which give the same bits.
 */
interface Direction {
  /**
   * da += Σⱼ wⱼ · direction(a − bⱼ), j ascending over all rows of {@code b}; summed first, then
   * added to da.
   *
   * @param wStride floats from wⱼ to wⱼ₊₁
   */
  void addRow(
      float[] w, int wStart, int wStride, float[] a, int aStart, Matrix b, float[] da, int daStart);
}
