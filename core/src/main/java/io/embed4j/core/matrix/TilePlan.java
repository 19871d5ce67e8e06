package io.embed4j.core.matrix;

/**
 * How C is cut into blocks that threads compute: {@code rowBlocks × panelBlocks} of them, each
 * {@code tilesPerBlock} tiles high and {@code panelsPerBlock} panels wide. The plan does not change
 * a bit of the result.
 */
record TilePlan(int rowBlocks, int tilesPerBlock, int panelBlocks, int panelsPerBlock) {
  /**
   * Tiles under one another in a block: 96 rows, whose DEPTH columns stay in the second-level
   * cache, and for which a panel of B is fetched from far away once.
   */
  private static final int MOST_TILES = 16;

  /** Panels in a block that is cut to feed more threads; fewer would not pay for packing A. */
  private static final int LEAST_PANELS = 4;

  private static final int BLOCKS_PER_THREAD = 8;

  /** Returns the plan for {@code rows × panels} of C, at least one of each. */
  static TilePlan of(int rows, int panels, int threads) {
    int tiles = Tiles.count(rows, Tiles.ROWS);
    int rowBlocks = Tiles.count(tiles, MOST_TILES);
    int wanted = threads == 1 ? 1 : Tiles.count(BLOCKS_PER_THREAD * threads, rowBlocks);
    int panelBlocks = Math.clamp(wanted, 1, Math.max(1, panels / LEAST_PANELS));
    int panelsPerBlock = Tiles.count(panels, panelBlocks);
    return new TilePlan(
        rowBlocks,
        Tiles.count(tiles, rowBlocks),
        Tiles.count(panels, panelsPerBlock),
        panelsPerBlock);
  }

  int blocks() {
    return rowBlocks * panelBlocks;
  }
}
