package io.embed4j.core.matrix;

/**
 * Products of strips of a few rows with a packed matrix on the calling thread, without packing the
 * rows: for matrices so small or so short-lived that {@link Gemm}'s packing and sharing out would
 * cost more than the product. Attention multiplies so.
 *
 * <p>Determinism: every element is one chain of fused multiply-adds over k in ascending order.
 *
 * <p>Thread-safe: no state.
 */
public final class StripProduct {
  /** Rows of a strip; fewer are computed by leaving some of them unread. */
  public static final int ROWS = Tiles.ROWS;

  private static final int WIDTH = Tiles.STRIP_COLUMNS;
  private static final StripTile TILE = Tiles.strip();

  private StripProduct() {}

  /** Returns the number of columns filled up to whole tiles: the width of a strip of C. */
  public static int paddedColumns(int columns) {
    return Tiles.count(columns, WIDTH) * WIDTH;
  }

  /**
   * C[:, fromColumn … toColumn) = A · B[fromRow … fromRow + depth), the columns widened to whole
   * tiles; columns beyond those of B are 0.
   *
   * @param a {@link #ROWS} rows of at least {@code depth} floats, {@code aStride} apart
   * @param c {@link #ROWS} rows of {@link #paddedColumns} floats, {@code cStride} apart; column 0
   *     of B stands at {@code cStart}
   */
  public static void multiply(
      float[] a,
      int aStart,
      int aStride,
      int depth,
      PackedMatrix b,
      int fromRow,
      int fromColumn,
      int toColumn,
      float[] c,
      int cStart,
      int cStride) {
    if (fromRow < 0 || depth < 0 || fromRow + depth > b.rows()) {
      throw new IllegalArgumentException(
          "B has %d rows, read are %d from %d".formatted(b.rows(), depth, fromRow));
    }
    int toTile = Tiles.count(toColumn, WIDTH);
    for (int tile = fromColumn / WIDTH; tile < toTile; tile++) {
      int column = tile * WIDTH;
      int panel = b.panelStart(column / Tiles.COLUMNS);
      int bStart = panel + fromRow * Tiles.COLUMNS + column % Tiles.COLUMNS;
      TILE.compute(a, aStart, aStride, b.panels(), bStart, depth, c, cStart + column, cStride);
    }
  }
}
