package io.embed4j.neural.recurrent;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.RecurrentLayer.Direction;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which a recurrent layer reads the tokens of a batch: the first ones of all
 * sequences, then the second ones and so on, each time the longest sequence first. Those which are
 * still running are therefore always the first ones. Nothing is padded.
 *
 * @param order the sequences, the longest first
 * @param starts of each step, and the number of tokens behind them
 * @param tokens the row in the batch of each token in this order
 */
record Steps(int[] order, int[] starts, int[] tokens) {
  static Steps of(Segments segments, Direction direction) {
    int[] order =
        IntStream.range(0, segments.count())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -segments.length(i)))
            .mapToInt(i -> i)
            .toArray();
    int[] starts = new int[segments.longest() + 1];
    int[] tokens = new int[segments.rows()];
    int next = 0;
    for (int step = 0; step < starts.length - 1; step++) {
      starts[step] = next;
      for (int i = 0; i < order.length && segments.length(order[i]) > step; i++) {
        tokens[next++] = direction.token(segments, order[i], step);
      }
    }
    starts[starts.length - 1] = next;
    return new Steps(order, starts, tokens);
  }

  /** Returns the number of steps. */
  int count() {
    return starts.length - 1;
  }

  /** Returns the first token of a step, in this order. */
  int start(int step) {
    return starts[step];
  }

  /** Returns how many sequences are still running at a step; none after the last one. */
  int active(int step) {
    return step < count() ? starts[step + 1] - starts[step] : 0;
  }

  /** Returns the rows of a step out of rows in this order. */
  Matrix rows(Matrix inOrder, int step) {
    return inOrder.rowRange(starts[step], starts[step + 1]);
  }

  /** Returns a copy of the rows of a batch in this order. */
  Matrix gather(Matrix x, Workspace space) {
    Matrix y = space.matrix(x.rows(), x.columns());
    space.forRows(
        tokens.length,
        i -> {
          int from = x.offset() + tokens[i] * x.rowStride();
          System.arraycopy(x.data(), from, y.data(), i * y.rowStride(), x.columns());
        });
    return y;
  }

  /** Adds rows in this order to those of a batch. */
  void addTo(Matrix inOrder, Matrix sum, Workspace space) {
    space.forRows(
        tokens.length,
        i -> {
          int from = i * inOrder.rowStride();
          int to = sum.offset() + tokens[i] * sum.rowStride();
          Vectors.addScaled(1, inOrder.data(), from, sum.data(), to, sum.columns());
        });
  }
}
