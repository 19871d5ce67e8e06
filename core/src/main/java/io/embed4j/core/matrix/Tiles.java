package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sizes of the register tile and of the blocks around it, after Goto, van de Geijn: Anatomy of
 * High-Performance Matrix Multiplication, 2008. A tile is 6 rows × 2 vectors: 12 accumulators,
 * which with two vectors of B and one of A fit the 16 registers of AVX2; 32 registers gain nothing
 * from more.
 */
final class Tiles {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Rows of a tile. */
  static final int ROWS = 6;

  /** Columns of a tile, and of a panel of the packed right-hand matrix. */
  static final int COLUMNS = 2 * LANES;

  /**
   * Length of a chain of multiply-adds: a panel's block of B, DEPTH × COLUMNS, stays in the
   * first-level cache.
   */
  static final int DEPTH = 256;

  /** Rows of A packed at once: their block, MAX_BLOCK × DEPTH, stays in the second-level cache. */
  static final int MAX_BLOCK = 96;

  private static final int MIN_BLOCK = 24;
  private static final int TASKS_PER_THREAD = 4;

  private Tiles() {}

  /** Returns the rows of a task, a multiple of {@link #ROWS}: small enough to feed all threads. */
  static int rowsPerTask(int rows, int threads) {
    int even = (rows + TASKS_PER_THREAD * threads - 1) / (TASKS_PER_THREAD * threads);
    int whole = (Math.max(even, MIN_BLOCK) + ROWS - 1) / ROWS * ROWS;
    return Math.min(whole, MAX_BLOCK);
  }

  /** Returns the column panels of a task, given how many tasks the rows alone make. */
  static int panelsPerTask(int panels, int rowTasks, int threads) {
    int splits = Math.max(1, (TASKS_PER_THREAD * threads + rowTasks - 1) / rowTasks);
    return threads == 1 ? panels : Math.max(1, (panels + splits - 1) / splits);
  }
}
