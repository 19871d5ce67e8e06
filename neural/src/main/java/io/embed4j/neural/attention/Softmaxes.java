package io.embed4j.neural.attention;

import io.embed4j.neural.layer.Dropout;

/**
 * What the way back through attention must know of the softmax of each head and query: enough to
 * make the weights anew, without memory that grows with the square of the length. Dao et al.:
 * FlashAttention, 2022, keep the logarithm of the sum; the two numbers it is made of give the same
 * bits as the way forward.
 *
 * @param maxima the largest scores, heads × tokens
 * @param factors 1 / Σ exp(score − maximum), heads × tokens
 * @param rowKeys of the dropout of weights, heads × tokens, or none
 */
record Softmaxes(float[] maxima, float[] factors, int tokens, Dropout dropout, int[] rowKeys) {
  /** Returns room for the softmaxes of some queries. */
  static Softmaxes of(int heads, int tokens, Dropout dropout) {
    int count = heads * tokens;
    return new Softmaxes(
        new float[count], new float[count], tokens, dropout, dropout.attentionKeys(count));
  }

  /** Returns where a query stands. */
  int at(int head, int token) {
    return head * tokens + token;
  }

  /** Returns whether weights are dropped. */
  boolean drops() {
    return rowKeys.length > 0;
  }

  /**
   * Notes a query, and drops some of its weights, which are not yet divided by their sum.
   *
   * @param weights those of the keys from {@code firstKey} on stand from {@code offset} on
   */
  void note(
      int head, int token, float max, float sum, float[] weights, int offset, int n, int firstKey) {
    int at = at(head, token);
    maxima[at] = max;
    factors[at] = 1 / sum;
    if (drops()) {
      dropout.applyToQuery(weights, offset, n, rowKeys[at], firstKey);
    }
  }
}
