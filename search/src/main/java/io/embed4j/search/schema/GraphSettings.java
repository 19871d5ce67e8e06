package io.embed4j.search.schema;

/**
 * How graphs of neighbours are built: Malkov and Yashunin: Efficient and robust approximate nearest
 * neighbor search using hierarchical navigable small world graphs, TPAMI 2020.
 *
 * @param m neighbours of a node, twice as many on the ground layer (Lucene: maxConn)
 * @param efConstruction candidates for neighbours of a new node (Lucene: beamWidth)
 * @param exactBelow a part of the index with fewer vectors gets no graph: every vector is compared
 */
public record GraphSettings(int m, int efConstruction, int exactBelow) {
  public GraphSettings {
    requirePositive("m", m);
    requirePositive("efConstruction", efConstruction);
    requirePositive("exactBelow", exactBelow);
  }

  /** Returns 16 neighbours of 200 candidates, and no graph below 10,000 vectors. */
  public static GraphSettings defaults() {
    return new GraphSettings(16, 200, 10_000);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
