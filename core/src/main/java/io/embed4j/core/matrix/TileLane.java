package io.embed4j.core.matrix;

/**
 * What one thread does with blocks of C: packs the rows of A, then goes through k, panels and tiles
 * so that what is read again is still in a cache.
 */
final class TileLane {
  private static final int ROWS = Tiles.ROWS;
  private static final int COLUMNS = Tiles.COLUMNS;

  /** Floats of C that stay in the second-level cache beside the packed rows of A: 128 KiB. */
  private static final int MOST_SUMS = 32 << 10;

  private static final int CACHE_LINE = 16; // floats

  private final TileLoop loop;
  private final TilePlan plan;
  private final int packedAtOnce;
  private final PackedRows packed = PackedRows.ofThread();
  private final float[] sums = new float[ROWS * COLUMNS];
  private int packedRow = -1; // where the packed part of A starts
  private int packedColumn = -1;

  /** Keeps the compiler from leaving reads out. */
  @SuppressWarnings("UnusedVariable")
  private float read;

  TileLane(TileLoop loop, TilePlan plan) {
    this.loop = loop;
    this.plan = plan;
    int columns = loop.a().columns();
    boolean complex = columns > loop.depth(); // real and imaginary parts are needed together
    this.packedAtOnce = complex ? columns : Math.min(columns, loop.tile().chain());
  }

  /** Computes one block of C. */
  void compute(int rowBlock, int panelBlock) {
    int row = rowBlock * plan.tilesPerBlock() * ROWS;
    int toRow = Math.min(loop.c().rows(), row + plan.tilesPerBlock() * ROWS);
    int panel = loop.firstPanel() + panelBlock * plan.panelsPerBlock();
    int toPanel = Math.min(loop.endPanel(), panel + plan.panelsPerBlock());
    int panelsAtOnce = Math.max(1, MOST_SUMS / ((toRow - row) * COLUMNS));
    for (int k = 0; k < loop.depth(); k += packedAtOnce) {
      pack(row, toRow, k);
      int toK = Math.min(loop.depth(), k + packedAtOnce);
      for (int p = panel; p < toPanel; p += panelsAtOnce) {
        int toP = Math.min(toPanel, p + panelsAtOnce);
        if (loop.add() || k > 0) {
          bringIn(row, toRow, p, toP);
        }
        panels(p, toP, toRow, toK);
      }
    }
  }

  private void pack(int row, int toRow, int column) {
    if (row != packedRow || column != packedColumn) {
      Matrix rows = loop.a().rowRange(row, toRow);
      packed.pack(rows.columnRange(column, Math.min(rows.columns(), column + packedAtOnce)));
      packedRow = row;
      packedColumn = column;
    }
  }

  /**
   * Brings a part of C into the cache row after row, a pattern that the processor foresees, before
   * the tiles, which go down the columns, add to it: reads a float of each line.
   */
  private void bringIn(int row, int toRow, int panel, int toPanel) {
    float[] c = loop.c().data();
    int from = Math.max(0, panel * COLUMNS - loop.fromColumn());
    int to = Math.min(loop.c().columns(), toPanel * COLUMNS - loop.fromColumn());
    for (int i = row; i < toRow; i++) {
      int start = loop.c().offset() + i * loop.c().rowStride();
      for (int j = start + from; j < start + to; j += CACHE_LINE) {
        read += c[j];
      }
    }
  }

  private void panels(int fromPanel, int toPanel, int toRow, int toK) {
    int chain = loop.tile().chain();
    for (int k = packedColumn; k < toK; k += chain) {
      int depth = Math.min(chain, toK - k);
      for (int panel = fromPanel; panel < toPanel; panel++) {
        for (int row = packedRow; row < toRow; row += ROWS) {
          tile(row, panel, k, depth);
        }
      }
    }
  }

  private void tile(int row, int panel, int k, int depth) {
    int aStart = (row - packedRow) * packed.depth() + (k - packedColumn) * ROWS;
    int bStart = loop.b().panelStart(panel) + k * COLUMNS;
    loop.tile().compute(packed.data(), aStart, loop.b().panels(), bStart, depth, sums);
    Matrix c = loop.c();
    int column = panel * COLUMNS - loop.fromColumn();
    int start = c.offset() + row * c.rowStride() + column;
    boolean first = k == 0 && !loop.add();
    if (row + ROWS > c.rows() || column < 0 || column + COLUMNS > c.columns()) {
      writePart(row, column, start, first);
    } else if (first) {
      loop.tile().setSums(sums, c.data(), start, c.rowStride());
    } else {
      loop.tile().addSums(sums, c.data(), start, c.rowStride());
    }
  }

  /** Writes the part of a tile that lies inside C, or adds it. */
  private void writePart(int row, int column, int start, boolean first) {
    Matrix c = loop.c();
    int to = Math.min(COLUMNS, c.columns() - column);
    for (int i = 0; i < Math.min(ROWS, c.rows() - row); i++) {
      for (int j = Math.max(0, -column); j < to; j++) {
        int at = start + i * c.rowStride() + j;
        float sum = sums[i * COLUMNS + j];
        c.data()[at] = first ? sum : c.data()[at] + sum;
      }
    }
  }
}
