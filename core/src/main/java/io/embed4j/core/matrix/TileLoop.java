package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;
import java.util.Arrays;

/**
 * C = or += some tile arithmetic between the rows of A and columns of B: shares blocks of C out
 * among threads. What one thread does with a block is in {@link TileLane}.
 *
 * @param depth length of the sums: the columns of A, or half of them where they are complex
 * @param add whether the sums are added to C, or overwrite it
 */
record TileLoop(
    Tile tile, Matrix a, PackedMatrix b, int fromColumn, Matrix c, int depth, boolean add) {
  TileLoop {
    boolean inside = fromColumn >= 0 && fromColumn + c.columns() <= b.columns();
    if (a.rows() != c.rows() || a.columns() != b.rows() || c.columnStride() != 1 || !inside) {
      throw new IllegalArgumentException(
          "A is %d x %d, B is %d x %d and read from column %d, C is %d x %d with column stride %d"
              .formatted(
                  a.rows(),
                  a.columns(),
                  b.rows(),
                  b.columns(),
                  fromColumn,
                  c.rows(),
                  c.columns(),
                  c.columnStride()));
    }
  }

  void run(Workers workers) {
    if (c.rows() == 0 || c.columns() == 0) {
      return;
    }
    if (depth == 0) {
      clear();
      return;
    }
    int packed = Math.min(a.columns(), tile.chain());
    TilePlan plan = TilePlan.of(c.rows(), endPanel() - firstPanel(), packed, workers.threads());
    BlockQueue queue = new BlockQueue(plan.blocks());
    workers.forEach(
        Math.min(workers.threads(), plan.blocks()),
        thread -> {
          TileLane lane = new TileLane(this, plan);
          for (int i = queue.next(thread); i >= 0; i = queue.next(thread)) {
            lane.compute(i / plan.panelBlocks(), i % plan.panelBlocks());
          }
        });
  }

  int firstPanel() {
    return fromColumn / Tiles.COLUMNS;
  }

  int endPanel() {
    return Tiles.count(fromColumn + c.columns(), Tiles.COLUMNS);
  }

  private void clear() {
    for (int i = 0; i < c.rows() && !add; i++) {
      int start = c.offset() + i * c.rowStride();
      Arrays.fill(c.data(), start, start + c.columns(), 0);
    }
  }
}
