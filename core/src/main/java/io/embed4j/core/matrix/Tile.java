package io.embed4j.core.matrix;

/**
 * The arithmetic of one tile of C: what happens between {@link Tiles#ROWS} rows of A and {@link
 * Tiles#COLUMNS} columns of B over some k. Implementations: the four SIMD tiles and their plain
 * twins in {@link ScalarTiles}, which give the same bits.
 */
interface Tile {
  /**
   * Combines a panel of packed rows with a panel of packed columns.
   *
   * @param a packed rows, {@link Tiles#ROWS} floats for each k
   * @param b packed columns, {@link Tiles#COLUMNS} floats for each k
   * @param depth how many k
   * @param c overwritten: a tile at {@code cStart}, {@code cStride} floats from row to row
   */
  void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride);
}
