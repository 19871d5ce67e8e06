package io.embed4j.core.matrix;

/**
 * The arithmetic of one tile of C: what happens between {@link Tiles#ROWS} rows of A and {@link
 * Tiles#COLUMNS} columns of B over some k. Implementations: the SIMD tiles and their plain twins in
 * {@link ScalarTiles}, which give the same bits.
 */
interface Tile {
  /**
   * Combines a panel of packed rows with a panel of packed columns.
   *
   * @param a packed rows, {@link Tiles#ROWS} floats for each k
   * @param b packed columns, {@link Tiles#COLUMNS} floats for each k
   * @param depth how many k; if odd, both hold zeros for one more
   * @param sums overwritten: {@link Tiles#ROWS} × {@link Tiles#COLUMNS} floats, row after row
   */
  void compute(float[] a, int aStart, float[] b, int bStart, int depth, float[] sums);

  /**
   * Returns the length of a chain of additions, an even number: longer sums are blocks of that many
   * terms, added in turn. A part of the definition of the result. Tiles run at the same speed with
   * 128 to 768; the longer the chain, the more rarely C is touched, but the more its rounding adds
   * up.
   */
  int chain();

  /**
   * Writes a whole tile of sums to C.
   *
   * @param c C, where the tile starts at {@code start} and its rows are {@code stride} floats apart
   */
  default void setSums(float[] sums, float[] c, int start, int stride) {
    for (int i = 0; i < Tiles.ROWS; i++) {
      System.arraycopy(sums, i * Tiles.COLUMNS, c, start + i * stride, Tiles.COLUMNS);
    }
  }

  /**
   * Adds a whole tile of sums to C.
   *
   * @param c C, where the tile starts at {@code start} and its rows are {@code stride} floats apart
   */
  default void addSums(float[] sums, float[] c, int start, int stride) {
    for (int i = 0; i < Tiles.ROWS; i++) {
      for (int j = 0; j < Tiles.COLUMNS; j++) {
        c[start + i * stride + j] += sums[i * Tiles.COLUMNS + j];
      }
    }
  }
}
