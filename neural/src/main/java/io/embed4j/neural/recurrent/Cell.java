package io.embed4j.neural.recurrent;

/**
 * One step of a recurrent layer for one sequence, and the way back. The products are done: {@code
 * x} is W·xₜ + b and {@code r} is U·hₜ₋₁ + c, each {@link #gates} · width floats, one gate after
 * the other.
 */
public sealed interface Cell permits RnnCell, LstmCell, GruCell {
  /** Returns how many rows of weights belong to one float of h. */
  int gates();

  /**
   * Returns whether h is a function of x + r: the gradients of both are then the same, and the way
   * back does not need r.
   */
  boolean dependsOnSum();

  /** Returns whether there is a c beside h. */
  default boolean hasMemory() {
    return false;
  }

  /**
   * Makes hₜ of hₜ₋₁ and, where the cell has a memory, cₜ of cₜ₋₁. What it leaves in {@code x} is
   * for {@link #backward}; {@code r} stays as it is.
   *
   * @param from row of the state with hₜ₋₁ and cₜ₋₁
   * @param to row of the state for hₜ and cₜ, which may be the same
   */
  void step(float[] x, int xAt, float[] r, int rAt, State state, int from, int to);

  /**
   * Replaces x by dx and, unless the cell {@link #dependsOnSum}, r by dr. Of the gradients of hₜ
   * and cₜ it makes those of hₜ₋₁ and cₜ₋₁, without what comes to hₜ₋₁ through r.
   *
   * @param x as {@link #step} has left it
   * @param state whose rows {@code from} and {@code to}, which differ, are as after the step; row
   *     {@code to} is used up, so that the last step goes first
   * @param d the gradients, in row {@code dRow}
   */
  void backward(
      float[] x, int xAt, float[] r, int rAt, State state, int from, int to, State d, int dRow);

  /**
   * What sequences remember, or the gradient of it: rows of width floats each.
   *
   * @param h the output
   * @param c the memory of an LSTM; others leave it alone
   */
  record State(float[] h, float[] c, int width) {}
}
