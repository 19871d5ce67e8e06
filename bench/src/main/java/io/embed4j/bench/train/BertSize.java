package io.embed4j.bench.train;

import io.embed4j.neural.family.Architecture;

/** How large a BERT is. */
record BertSize(int layers, int dim, int heads, int inner, int vocabulary) {
  /** Returns the size of all-MiniLM-L6-v2. */
  static BertSize miniLm() {
    return new BertSize(6, 384, 12, 1536, 30_522);
  }

  /** Returns the shape of a model of this size, with the 512 positions of BERT. */
  Architecture.Bert architecture() {
    return new Architecture.Bert(vocabulary, dim, layers, heads, inner, 512);
  }

  /**
   * Returns the floating-point operations of a pass forward and back over sequences of one length:
   * each product once forward and twice back, a multiply-add as two; norms and activations, and
   * what is computed again, are left out.
   */
  double operations(long tokens, int length) {
    double weights = 4.0 * dim * dim + 2.0 * dim * inner;
    double attention = 2.0 * length * dim;
    return 3.0 * 2 * layers * tokens * (weights + attention);
  }
}
