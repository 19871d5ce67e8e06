package io.embed4j.neural.recurrent;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;

/**
 * One layer in one direction. The products with the inputs of all tokens are one; the {@link Steps}
 * then run over all sequences side by side. Thread-safe: no state.
 *
 * @param input W and b, to gates · width
 * @param recurrent U and c, from width to gates · width
 * @param direction from which end sequences are read
 */
public record RecurrentLayer(Linear input, Linear recurrent, Cell cell, Direction direction) {
  /** From which end a sequence is read. */
  public enum Direction {
    FORWARD,
    BACKWARD;

    /** Returns the token of a sequence that is read at a step. */
    int token(Segments segments, int sequence, int step) {
      return this == FORWARD ? segments.start(sequence) + step : segments.end(sequence) - 1 - step;
    }

    /** Returns the token of a sequence that is read last. */
    int lastOf(Segments segments, int sequence) {
      return token(segments, sequence, segments.length(sequence) - 1);
    }
  }

  /** Returns the width of h. */
  public int width() {
    return recurrent.inputs();
  }

  /**
   * Runs through all sequences and writes the outputs to {@code y}.
   *
   * @param x tokens × inputs
   * @param y tokens × width, which may be some columns of a matrix
   * @return what the sequences remember at their ends, in their order
   */
  public State forward(Matrix x, Segments segments, Matrix y, Workspace space) {
    Steps steps = Steps.of(segments, direction);
    Matrix inputs = input.forward(x, space); // tokens × gates · width
    int count = segments.count();
    State state = new State(new float[count * width()], new float[count * width()], width());
    for (int step = 0; step < steps.count(); step++) {
      int start = steps.start(step);
      Matrix h = Matrix.of(state.h(), steps.active(step), width());
      Matrix r = recurrent.product(h, space); // active × gates · width
      space.forRows(
          r.rows(),
          i -> {
            int token = steps.tokens()[start + i];
            int at = i * r.rowStride();
            recurrent.addBias(r.data(), at);
            cell.step(inputs.data(), token * inputs.rowStride(), r.data(), at, state, i, i);
            copyRow(state, i, y, token);
          });
      space.release(r);
    }
    space.release(inputs);
    return inOrder(state, steps.order());
  }

  /** Copies a row of h to the outputs of a token. */
  static void copyRow(State state, int row, Matrix y, int token) {
    int at = y.offset() + token * y.rowStride();
    System.arraycopy(state.h(), row * state.width(), y.data(), at, state.width());
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

  /** From the gradient of the outputs to that of the inputs. */
  public interface Backward {
    /** Adds to dx and to the gradients of parameters; to be called once. */
    void add(Matrix dy, Matrix dx);
  }

  /** Writes to {@code y} what {@link #forward} does, and returns the way back. */
  public Backward trace(Matrix x, Segments segments, Matrix y, Training training) {
    UnrolledLayer unrolled = UnrolledLayer.of(this, x, segments, training.space());
    unrolled.forward(y, training.space());
    return (dy, dx) -> unrolled.backward(dy, dx, training);
  }
}
