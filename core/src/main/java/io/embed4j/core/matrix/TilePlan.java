package io.embed4j.core.matrix;

/**
 * How C is cut into blocks that threads compute: {@code rowBlocks × panelBlocks} of them, each
 * {@code tilesPerBlock} tiles high and {@code panelsPerBlock} panels wide. The plan does not change
 * a bit of the result.
 */
record TilePlan(int rowBlocks, int tilesPerBlock, int panelBlocks, int panelsPerBlock) {
  /**
   * Floats of packed rows that stay in the second-level cache while all panels of B pass by: 208
   * KiB. The higher the block, the more rarely B is fetched from the cache that cores share.
   */
  private static final int MOST_PACKED = 52 << 10;

  /** Tiles in a block that is cut to feed more threads; fewer would fetch B too often. */
  private static final int LEAST_TILES = 8;

  /** Panels in a block that is cut to feed more threads; fewer would pack A too often. */
  private static final int LEAST_PANELS = 768 / Tiles.COLUMNS;

  private static final int BLOCKS_PER_THREAD = 4;

  /**
   * Returns the plan for {@code rows × panels} of C, at least one of each.
   *
   * @param depth columns of A that are packed at once
   */
  static TilePlan of(int rows, int panels, int depth, int threads) {
    int tiles = Tiles.count(rows, Tiles.ROWS);
    int needed = threads == 1 ? 1 : BLOCKS_PER_THREAD * threads;
    int mostPanelBlocks = Math.max(1, panels / LEAST_PANELS);
    int mostTiles = Math.max(1, MOST_PACKED / (depth * Tiles.ROWS));
    int rowBlocks =
        Math.max(
            Tiles.count(tiles, mostTiles),
            Math.min(Tiles.count(needed, mostPanelBlocks), tiles / LEAST_TILES));
    if (rowBlocks > threads) { // one left over would have all threads but one idle
      rowBlocks = Tiles.count(rowBlocks, threads) * threads;
    }
    int panelBlocks = Math.min(Tiles.count(needed, rowBlocks), mostPanelBlocks);
    int tilesPerBlock = Tiles.count(tiles, rowBlocks);
    int panelsPerBlock = Tiles.count(panels, panelBlocks);
    return new TilePlan(
        Tiles.count(tiles, tilesPerBlock),
        tilesPerBlock,
        Tiles.count(panels, panelsPerBlock),
        panelsPerBlock);
  }

  int blocks() {
    return rowBlocks * panelBlocks;
  }
}
