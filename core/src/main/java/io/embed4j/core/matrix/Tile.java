package io.embed4j.core.matrix;

/**
 * The arithmetic of one register tile: what happens between 6 rows of A and 2 vectors of B over
 * some k.
 */
interface Tile {
  /**
   * Combines a panel of packed rows with a panel of packed columns.
   *
   * @param a packed rows, {@link Tiles#ROWS} floats for each k
   * @param b packed columns, {@link Tiles#COLUMNS} floats for each k
   * @param c overwritten: a tile at {@code cStart}, {@code cStride} floats from row to row
   */
  void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride);
}
