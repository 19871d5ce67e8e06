package io.embed4j.neural.recurrent;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One layer in one direction. The products with the inputs of all tokens are one; the steps then
 * run over all sequences side by side, the longest first, so that those which are still running are
 * always the first rows of one product. Nothing is padded. Thread-safe: no state.
 *
 * @param input W and b, to gates · width
 * @param recurrent U and c, from width to gates · width
 * @param direction from which end sequences are read
 */
public record RecurrentLayer(Linear input, Linear recurrent, Cell cell, Direction direction) {
  /** From which end a sequence is read. */
  public enum Direction {
    FORWARD,
    BACKWARD
  }

  /** Returns the width of h. */
  public int width() {
    return recurrent.inputs();
  }

  /**
   * Runs through all sequences and writes the outputs to columns of {@code y}.
   *
   * @param x tokens × inputs
   * @param y tokens × any width
   * @param column of y where the outputs begin
   * @return what the sequences remember at their ends, in their order
   */
  public State forward(Matrix x, Segments segments, Matrix y, int column, Workspace space) {
    int count = segments.count();
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -segments.length(i)))
            .mapToInt(i -> i)
            .toArray();
    Matrix inputs = input.forward(x, space); // tokens × gates · width
    State state = new State(new float[count * width()], new float[count * width()], width());
    int active = count;
    for (int step = 0; step < segments.longest(); step++) {
      while (segments.length(order[active - 1]) <= step) {
        active--;
      }
      Matrix h = Matrix.of(state.h(), active, width());
      Matrix r = recurrent.forward(h, space); // active × gates · width
      int now = step;
      space.forRows(
          active,
          i -> {
            int token = token(segments, order[i], now);
            cell.step(
                inputs.data(), token * inputs.rowStride(), r.data(), i * r.rowStride(), state, i);
            int at = y.offset() + token * y.rowStride() + column;
            System.arraycopy(state.h(), i * width(), y.data(), at, width());
          });
      space.release(r);
    }
    space.release(inputs);
    return inOrder(state, order);
  }

  private int token(Segments segments, int sequence, int step) {
    return direction == Direction.FORWARD
        ? segments.start(sequence) + step
        : segments.end(sequence) - 1 - step;
  }

  private State inOrder(State sorted, int[] order) {
    State state = new State(new float[sorted.h().length], new float[sorted.c().length], width());
    for (int i = 0; i < order.length; i++) {
      int to = order[i] * width();
      System.arraycopy(sorted.h(), i * width(), state.h(), to, width());
      System.arraycopy(sorted.c(), i * width(), state.c(), to, width());
    }
    return state;
  }
}
