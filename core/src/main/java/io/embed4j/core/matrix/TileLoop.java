package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;
import jdk.incubator.vector.FloatVector;

/**
 * The loops around a register tile: tasks of rows and panels, blocks of k, tiles, and the ragged
 * edges of C.
 */
final class TileLoop {
  private final Tile tile;
  private final Matrix a;
  private final PackedMatrix b;
  private final int fromColumn;
  private final Matrix c;
  private final boolean add;

  private TileLoop(Tile tile, Matrix a, PackedMatrix b, int fromColumn, Matrix c, boolean add) {
    this.tile = tile;
    this.a = a;
    this.b = b;
    this.fromColumn = fromColumn;
    this.c = c;
    this.add = add;
  }

  static void run(
      Tile tile, Matrix a, PackedMatrix b, int fromColumn, Matrix c, boolean add, Workers workers) {
    if (a.rows() != c.rows() || a.columns() != b.rows() || c.columnStride() != 1) {
      throw new IllegalArgumentException(
          "A is "
              + a.rows()
              + " x "
              + a.columns()
              + ", B has "
              + b.rows()
              + " rows, C is "
              + c.rows()
              + " x "
              + c.columns()
              + " with column stride "
              + c.columnStride());
    }
    new TileLoop(tile, a, b, fromColumn, c, add).run(workers);
  }

  private void run(Workers workers) {
    int firstPanel = fromColumn / Tiles.COLUMNS;
    int endPanel = (fromColumn + c.columns() + Tiles.COLUMNS - 1) / Tiles.COLUMNS;
    int rowsPerTask = Tiles.rowsPerTask(c.rows(), workers.threads());
    int rowTasks = (c.rows() + rowsPerTask - 1) / rowsPerTask;
    int panelsPerTask = Tiles.panelsPerTask(endPanel - firstPanel, rowTasks, workers.threads());
    int panelTasks = (endPanel - firstPanel + panelsPerTask - 1) / panelsPerTask;
    workers.forEach(
        rowTasks * panelTasks,
        task -> {
          int row = task / panelTasks * rowsPerTask;
          int panel = firstPanel + task % panelTasks * panelsPerTask;
          block(
              row,
              Math.min(c.rows(), row + rowsPerTask),
              panel,
              Math.min(endPanel, panel + panelsPerTask));
        });
  }

  private void block(int fromRow, int toRow, int fromPanel, int toPanel) {
    PackedRows packed = new PackedRows(toRow - fromRow, Math.min(Tiles.DEPTH, a.columns()));
    float[] edge = new float[Tiles.ROWS * Tiles.COLUMNS];
    if (a.columns() == 0 && !add) {
      clear(fromRow, toRow, fromPanel, toPanel);
    }
    for (int k = 0; k < a.columns(); k += Tiles.DEPTH) {
      int depth = Math.min(Tiles.DEPTH, a.columns() - k);
      packed.pack(a, fromRow, toRow, k, k + depth);
      for (int panel = fromPanel; panel < toPanel; panel++) {
        int bStart = b.panelStart(panel) + k * Tiles.COLUMNS;
        for (int row = fromRow; row < toRow; row += Tiles.ROWS) {
          int aStart = (row - fromRow) * depth;
          int column = panel * Tiles.COLUMNS - fromColumn;
          boolean whole =
              row + Tiles.ROWS <= toRow && column >= 0 && column + Tiles.COLUMNS <= c.columns();
          boolean accumulate = add || k > 0;
          if (whole && !accumulate) {
            int cStart = c.offset() + row * c.rowStride() + column;
            tile.compute(
                packed.data(), aStart, b.panels(), bStart, depth, c.data(), cStart, c.rowStride());
          } else {
            // by way of a tile of its own: a branch around the accumulators would box them
            tile.compute(packed.data(), aStart, b.panels(), bStart, depth, edge, 0, Tiles.COLUMNS);
            if (whole) {
              addTile(edge, c.data(), c.offset() + row * c.rowStride() + column, c.rowStride());
            } else {
              copyEdge(edge, row, Math.min(toRow, row + Tiles.ROWS), column, accumulate);
            }
          }
        }
      }
    }
  }

  private static void addTile(float[] tile, float[] c, int cStart, int cStride) {
    for (int i = 0; i < Tiles.ROWS; i++) {
      int from = i * Tiles.COLUMNS;
      int to = cStart + i * cStride;
      for (int j = 0; j < Tiles.COLUMNS; j += Tiles.LANES) {
        FloatVector.fromArray(Tiles.SPECIES, c, to + j)
            .add(FloatVector.fromArray(Tiles.SPECIES, tile, from + j))
            .intoArray(c, to + j);
      }
    }
  }

  /** Copies the part of a tile that lies inside C. */
  private void copyEdge(float[] edge, int fromRow, int toRow, int column, boolean accumulate) {
    int from = Math.max(0, column);
    int to = Math.min(c.columns(), column + Tiles.COLUMNS);
    for (int row = fromRow; row < toRow; row++) {
      int out = c.offset() + row * c.rowStride();
      int in = (row - fromRow) * Tiles.COLUMNS - column;
      for (int j = from; j < to; j++) {
        c.data()[out + j] = accumulate ? c.data()[out + j] + edge[in + j] : edge[in + j];
      }
    }
  }

  private void clear(int fromRow, int toRow, int fromPanel, int toPanel) {
    float[] zeros = new float[Tiles.ROWS * Tiles.COLUMNS];
    for (int panel = fromPanel; panel < toPanel; panel++) {
      for (int row = fromRow; row < toRow; row += Tiles.ROWS) {
        copyEdge(
            zeros,
            row,
            Math.min(toRow, row + Tiles.ROWS),
            panel * Tiles.COLUMNS - fromColumn,
            false);
      }
    }
  }
}
