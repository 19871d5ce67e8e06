package io.embed4j.graph.train;

/** How the losses of the queries of a batch are averaged. */
sealed interface Weighting {
  /** Returns the factor of one answer of a query that has {@code answers} of them. */
  double ofAnswer(int answers);

  /** Returns the factor of a label of binary cross-entropy, which answers need not share. */
  double ofBinaryLabel(int answers);

  /** Each answer counts 1 / triples: the mean over the triples of the batch. */
  record PerTriple(int triples) implements Weighting {
    @Override
    public double ofAnswer(int answers) {
      return 1.0 / triples;
    }

    /** A triple has one true candidate: the other answers of its query count as false for it. */
    @Override
    public double ofBinaryLabel(int answers) {
      return 1.0 / triples;
    }
  }

  /** Each query counts 1 / queries, shared by its answers. */
  record PerQuery(int queries) implements Weighting {
    @Override
    public double ofAnswer(int answers) {
      return 1.0 / queries / answers;
    }

    @Override
    public double ofBinaryLabel(int answers) {
      return 1.0 / queries;
    }
  }
}
