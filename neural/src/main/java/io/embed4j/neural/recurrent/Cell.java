package io.embed4j.neural.recurrent;

/**
 * One step of a recurrent layer for one sequence. The products are done: {@code x} is W·xₜ + b and
 * {@code r} is U·hₜ₋₁ + c, each {@link #gates} · width floats, one gate after the other.
 */
public sealed interface Cell permits RnnCell, LstmCell, GruCell {
  /** Returns how many rows of weights belong to one float of h. */
  int gates();

  /**
   * Makes hₜ of hₜ₋₁ and, where the cell has a memory, cₜ of cₜ₋₁; uses up {@code x}, {@code r}.
   */
  void step(float[] x, int xAt, float[] r, int rAt, State state, int sequence);

  /**
   * What sequences remember: sequences × width each.
   *
   * @param h the output
   * @param c the memory of an LSTM; others leave it alone
   */
  record State(float[] h, float[] c, int width) {}
}
