package io.embed4j.core.matrix;

import io.embed4j.core.math.Vectors;

/**
 * What one thread does with blocks of C: packs the rows of A, then goes through k, panels and tiles
 * so that what is read again is still in a cache. Owns the packed rows and a scratch tile.
 */
final class TileLane {
  private static final int ROWS = Tiles.ROWS;
  private static final int COLUMNS = Tiles.COLUMNS;

  /** Columns of A packed at once, a multiple of DEPTH: with 96 rows 288 KiB. */
  private static final int MOST_PACKED = 3 * Tiles.DEPTH;

  /** Panels whose part of C, 96 × 256 floats, stays in the second-level cache over all k. */
  private static final int PANELS_AT_ONCE = Math.max(1, 256 / COLUMNS);

  private final TileLoop loop;
  private final TilePlan plan;
  private final int packedAtOnce;
  private final PackedRows packed;
  private final float[] scratch = new float[ROWS * COLUMNS];
  private int packedRow = -1; // where the packed part of A starts
  private int packedColumn = -1;

  TileLane(TileLoop loop, TilePlan plan) {
    this.loop = loop;
    this.plan = plan;
    int columns = loop.a().columns();
    boolean complex = columns > loop.depth(); // real and imaginary parts are needed together
    this.packedAtOnce = complex ? columns : Math.min(columns, MOST_PACKED);
    this.packed = new PackedRows(plan.tilesPerBlock(), packedAtOnce);
  }

  /** Computes one block of C. */
  void compute(int rowBlock, int panelBlock) {
    int row = rowBlock * plan.tilesPerBlock() * ROWS;
    int toRow = Math.min(loop.c().rows(), row + plan.tilesPerBlock() * ROWS);
    int panel = loop.firstPanel() + panelBlock * plan.panelsPerBlock();
    int toPanel = Math.min(loop.endPanel(), panel + plan.panelsPerBlock());
    for (int k = 0; k < loop.depth(); k += packedAtOnce) {
      pack(row, toRow, k);
      int toK = Math.min(loop.depth(), k + packedAtOnce);
      for (int p = panel; p < toPanel; p += PANELS_AT_ONCE) {
        panels(p, Math.min(toPanel, p + PANELS_AT_ONCE), toRow, toK);
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

  private void panels(int fromPanel, int toPanel, int toRow, int toK) {
    for (int k = packedColumn; k < toK; k += Tiles.DEPTH) {
      int depth = Math.min(Tiles.DEPTH, toK - k);
      for (int panel = fromPanel; panel < toPanel; panel++) {
        for (int row = packedRow; row < toRow; row += ROWS) {
          tile(row, panel, k, depth);
        }
      }
    }
  }

  private void tile(int row, int panel, int k, int depth) {
    Matrix c = loop.c();
    int aStart = (row - packedRow) * packed.depth() + (k - packedColumn) * ROWS;
    int bStart = loop.b().panelStart(panel) + k * COLUMNS;
    float[] b = loop.b().panels();
    int column = panel * COLUMNS - loop.fromColumn();
    boolean whole = row + ROWS <= c.rows() && column >= 0 && column + COLUMNS <= c.columns();
    boolean add = loop.add() || k > 0;
    if (whole && !add) {
      int start = c.offset() + row * c.rowStride() + column;
      loop.tile().compute(packed.data(), aStart, b, bStart, depth, c.data(), start, c.rowStride());
    } else {
      // By way of a scratch tile: a branch around the accumulators would box them.
      loop.tile().compute(packed.data(), aStart, b, bStart, depth, scratch, 0, COLUMNS);
      copyScratch(row, column, add);
    }
  }

  /** Copies or adds the part of the scratch tile that lies inside C. */
  private void copyScratch(int fromRow, int column, boolean add) {
    Matrix c = loop.c();
    int from = Math.max(0, column);
    int to = Math.min(c.columns(), column + COLUMNS);
    for (int row = fromRow; row < Math.min(c.rows(), fromRow + ROWS); row++) {
      int in = (row - fromRow) * COLUMNS - column;
      int out = c.offset() + row * c.rowStride();
      if (add) {
        Vectors.addScaled(1, scratch, in + from, c.data(), out + from, to - from);
      } else {
        System.arraycopy(scratch, in + from, c.data(), out + from, to - from);
      }
    }
  }
}
