package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packs the rows of a transposed view, whose columns are contiguous: for each k the elements of
 * {@link Tiles#ROWS} rows, which stand beside each other, go to the panel of these rows.
 */
interface ColumnPacking {
  /**
   * Packs whole panels.
   *
   * @param in where the columns are, the first at {@code inStart}, each {@code inStride} floats
   *     after the one before
   * @param columns at least one
   * @param rows a multiple of {@link Tiles#ROWS}
   * @param out where panels are written from 0 on, each {@code ROWS · depth} floats
   */
  void pack(float[] in, int inStart, int inStride, int columns, int rows, float[] out, int depth);

  /** Element by element. */
  record Plain() implements ColumnPacking {
    @Override
    public void pack(
        float[] in, int inStart, int inStride, int columns, int rows, float[] out, int depth) {
      for (int k = 0; k < columns; k++) {
        column(in, inStart + k * inStride, k, rows, out, depth);
      }
    }

    static void column(float[] in, int from, int k, int rows, float[] out, int depth) {
      int to = k * Tiles.ROWS;
      for (int row = 0; row < rows; row += Tiles.ROWS) {
        out[to] = in[from + row];
        out[to + 1] = in[from + row + 1];
        out[to + 2] = in[from + row + 2];
        out[to + 3] = in[from + row + 3];
        out[to + 4] = in[from + row + 4];
        out[to + 5] = in[from + row + 5];
        to += Tiles.ROWS * depth;
      }
    }
  }

  /**
   * Eight elements at a time: the two that are too many are overwritten with the next column. So
   * the last column, which has none after it, is packed element by element.
   *
   * <p>A panel is written from front to back, as far as the columns stay in the first-level cache:
   * the places of an element in panels beside each other are often in one set of that cache.
   */
  record Eights() implements ColumnPacking {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    /** Of a hundred rows: 26 KiB. */
    private static final int COLUMNS_IN_FIRST_CACHE = 64;

    @Override
    public void pack(
        float[] in, int inStart, int inStride, int columns, int rows, float[] out, int depth) {
      for (int k = 0; k < columns - 1; k += COLUMNS_IN_FIRST_CACHE) {
        int toK = Math.min(columns - 1, k + COLUMNS_IN_FIRST_CACHE);
        for (int row = 0; row < rows; row += Tiles.ROWS) {
          panel(in, inStart + row, inStride, k, toK, out, row * depth);
        }
      }
      int last = columns - 1;
      Plain.column(in, inStart + last * inStride, last, rows, out, depth);
    }

    private static void panel(
        float[] in, int inStart, int inStride, int k, int toK, float[] out, int outStart) {
      for (int column = k; column < toK; column++) {
        FloatVector elements = FloatVector.fromArray(SPECIES, in, inStart + column * inStride);
        elements.intoArray(out, outStart + column * Tiles.ROWS);
      }
    }
  }
}
