package io.embed4j.neural.recurrent;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;
import java.util.Arrays;
import java.util.List;

/**
 * A layer of which everything is kept that the way back needs: Werbos: Backpropagation Through
 * Time, 1990. Step by step, from the last to the first, go only
 *
 * <pre>
 *   dhₜ₋₁ = drₜ·U + what the cell itself hands on
 * </pre>
 *
 * <p>The gradients of W, U, b and c are one product or sum each over all tokens. For that, all rows
 * are in the order of {@link Steps}.
 *
 * @param x tokens × inputs
 * @param gates tokens × gates · width: W·x + b, then what {@link Cell#step} leaves, then dx of the
 *     cell
 * @param r as many, U·h + c and then dr; where the cell {@link Cell#dependsOnSum}, of one step only
 * @param h before the step of each token, 0 before the first ones; behind these rows, after the
 *     last step of each sequence
 * @param c likewise, where the cell has a memory
 */
record UnrolledLayer(
    RecurrentLayer layer, Steps steps, Matrix x, Matrix gates, Matrix r, Matrix h, Matrix c) {
  static UnrolledLayer of(RecurrentLayer layer, Matrix x, Segments segments, Workspace space) {
    Steps steps = Steps.of(segments, layer.direction());
    Matrix sorted = steps.gather(x, space);
    Matrix gates = layer.input().forward(sorted, space);
    int first = steps.active(0);
    int rows = layer.cell().dependsOnSum() ? first : x.rows();
    Matrix r = space.matrix(rows, gates.columns());
    Matrix h = space.matrix(x.rows() + first, layer.width());
    Matrix c = space.matrix(layer.cell().hasMemory() ? h.rows() : 0, layer.width());
    clear(h, first);
    clear(c, Math.min(first, c.rows()));
    return new UnrolledLayer(layer, steps, sorted, gates, r, h, c);
  }

  private static void clear(Matrix matrix, int rows) {
    Arrays.fill(matrix.data(), 0, rows * matrix.columns(), 0);
  }

  /** Runs through all sequences and writes the outputs to {@code y}, in the order of the batch. */
  void forward(Matrix y, Workspace space) {
    State state = new State(h.data(), c.data(), h.columns());
    for (int step = 0; step < steps.count(); step++) {
      int now = step;
      int start = steps.start(step);
      Matrix sums = recurrentRows(step); // active × gates · width
      layer.recurrent().product(steps.rows(h, step), sums, space);
      space.forRows(
          sums.rows(),
          i -> {
            int before = start + i;
            int after = rowAfter(now, i);
            int at = sums.offset() + i * sums.rowStride();
            layer.recurrent().addBias(sums.data(), at);
            int gatesAt = before * gates.rowStride();
            layer.cell().step(gates.data(), gatesAt, sums.data(), at, state, before, after);
            RecurrentLayer.copyRow(state, after, y, steps.tokens()[before]);
          });
    }
  }

  private Matrix recurrentRows(int step) {
    return layer.cell().dependsOnSum() ? r.rowRange(0, steps.active(step)) : steps.rows(r, step);
  }

  /** Returns the row of h after a step of the i-th longest sequence. */
  private int rowAfter(int step, int i) {
    int next = step + 1;
    return i < steps.active(next) ? steps.start(next) + i : x.rows() + i;
  }

  /** Adds to dx and to the gradients of parameters; gives all matrices back. */
  void backward(Matrix dy, Matrix dx, Training training) {
    Workspace space = training.space();
    backwardThroughSteps(dy, space);
    Matrix dr = layer.cell().dependsOnSum() ? gates : r;
    layer.recurrent().addGradients(h.rowRange(0, x.rows()), dr, training);
    Matrix sorted = layer.input().backward(x, gates, training);
    steps.addTo(sorted, dx, space);
    List.of(sorted, x, gates, r, h, c).forEach(space::release);
  }

  /** Replaces gates and r by their gradients. */
  private void backwardThroughSteps(Matrix dy, Workspace space) {
    Matrix dh = space.matrix(steps.active(0), layer.width());
    Matrix dc = space.matrix(steps.active(0), layer.width());
    clear(dh, dh.rows());
    clear(dc, dc.rows());
    State state = new State(h.data(), c.data(), h.columns());
    State d = new State(dh.data(), dc.data(), dh.columns());
    for (int step = steps.count() - 1; step >= 0; step--) {
      int now = step;
      int start = steps.start(step);
      Matrix sums = recurrentRows(step);
      space.forRows(
          sums.rows(),
          i -> {
            int before = start + i;
            int dyAt = dy.offset() + steps.tokens()[before] * dy.rowStride();
            Vectors.addScaled(1, dy.data(), dyAt, d.h(), i * dh.columns(), dh.columns());
            int at = sums.offset() + i * sums.rowStride();
            int gatesAt = before * gates.rowStride();
            int after = rowAfter(now, i);
            layer
                .cell()
                .backward(gates.data(), gatesAt, sums.data(), at, state, before, after, d, i);
          });
      Matrix dr = layer.cell().dependsOnSum() ? steps.rows(gates, step) : sums;
      layer.recurrent().addInputGradient(dr, dh.rowRange(0, dr.rows()), space);
    }
    space.release(dh);
    space.release(dc);
  }
}
