package io.embed4j.neural.recurrent;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.Groups;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.Recomputed;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings, then recurrent layers one upon the other. What is pooled is the state of the last
 * layer at the end of a sequence, and at its beginning where it is read backward, too. Thread-safe:
 * no state.
 */
public record RecurrentEncoder(Embedding words, List<Directions> stack) implements TextModel {
  public RecurrentEncoder {
    stack = List.copyOf(stack);
  }

  @Override
  public int dim() {
    return stack.getLast().width();
  }

  @Override
  public int layers() {
    return stack.size();
  }

  @Override
  public int maxPositions() {
    return Integer.MAX_VALUE;
  }

  /** Sees what a direction of a layer remembers at the ends of some sequences. */
  public interface EndListener {
    /** Takes note of the state of the sequences from {@code firstSequence} on. */
    void end(int layer, int direction, int firstSequence, State state);
  }

  @Override
  public void forward(
      TokenBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    forward(batch, workers, listener, groups, (layer, direction, firstSequence, state) -> {});
  }

  /** As {@link TextModel#forward}; tells what is remembered at the ends of sequences, too. */
  public void forward(
      TokenBatch batch,
      Workers workers,
      LayerListener listener,
      GroupListener groups,
      EndListener endListener) {
    Groups.run(
        batch.segments(),
        workers,
        (from, to, space) -> {
          int firstToken = batch.segments().start(from);
          TokenBatch group = batch.range(from, to);
          Segments segments = group.segments();
          Matrix x = words.forward(group.ids(), space);
          listener.states(0, firstToken, x);
          for (int i = 0; i < stack.size(); i++) {
            int layer = i;
            Matrix y =
                forwardLayer(
                    stack.get(i),
                    x,
                    segments,
                    space,
                    (direction, state) -> endListener.end(layer, direction, from, state));
            space.release(x);
            x = y;
            listener.states(i + 1, firstToken, x);
          }
          Matrix pooled = Matrix.zeros(to - from, dim());
          pool(x, segments, pooled);
          groups.group(from, segments, x, Optional.of(pooled));
          space.release(x);
        });
  }

  private interface Ends {
    void end(int direction, State state);
  }

  private static Matrix forwardLayer(
      Directions directions, Matrix x, Segments segments, Workspace space, Ends ends) {
    Matrix y = space.matrix(x.rows(), directions.width());
    for (int i = 0; i < directions.layers().size(); i++) {
      RecurrentLayer layer = directions.layers().get(i);
      ends.end(i, layer.forward(x, segments, directions.columns(i, y), space));
    }
    return y;
  }

  /** What happens at an end of a sequence: some floats of a token belong to a pooled state. */
  private interface Place {
    void at(int token, int pooled, int length);
  }

  /** Runs {@code body} for the ends of all sequences that have any, with offsets in both rows. */
  private void forEachEnd(Segments segments, Matrix last, Matrix pooled, Place body) {
    Directions top = stack.getLast();
    for (int i = 0; i < top.layers().size(); i++) {
      Matrix tokens = top.columns(i, last);
      Matrix ends = top.columns(i, pooled);
      for (int sequence = 0; sequence < segments.count(); sequence++) {
        if (segments.length(sequence) > 0) {
          int token = top.layers().get(i).direction().lastOf(segments, sequence);
          body.at(
              tokens.offset() + token * tokens.rowStride(),
              ends.offset() + sequence * ends.rowStride(),
              ends.columns());
        }
      }
    }
  }

  private void pool(Matrix last, Segments segments, Matrix pooled) {
    forEachEnd(
        segments,
        last,
        pooled,
        (from, to, length) -> System.arraycopy(last.data(), from, pooled.data(), to, length));
  }

  /** With dropout between layers, as in PyTorch. */
  @Override
  public StatesTrace trace(TokenBatch batch, Training training) {
    Workspace space = training.space();
    Segments segments = batch.segments();
    Trace trace = traceWords(batch.ids(), training);
    for (int i = 0; i < stack.size(); i++) {
      if (i > 0) {
        trace = dropped(trace, training.at(i));
      }
      trace = traceLayer(stack.get(i), trace.y(), segments, training).after(trace, space);
    }
    Trace all = trace;
    Matrix pooled = space.matrix(batch.sequences(), dim());
    Arrays.fill(pooled.data(), 0, pooled.rows() * pooled.columns(), 0);
    pool(all.y(), segments, pooled);
    return new StatesTrace(
        new States(all.y(), Optional.of(pooled)),
        (dLast, dPooled) -> {
          space.release(pooled);
          Optional<Matrix> sum = dPooled.map(d -> sum(dLast, d, segments, space));
          space.release(all.backward(sum.orElse(dLast)));
          sum.ifPresent(space::release);
        });
  }

  private Trace traceWords(int[] ids, Training training) {
    Matrix x = words.forward(ids, training.space());
    return new Trace(
        x,
        dx -> {
          training.space().release(x);
          words.backward(ids, dx, training);
          return training.space().matrix(0, 0);
        });
  }

  private static Trace traceLayer(
      Directions directions, Matrix x, Segments segments, Training training) {
    return training
        .inner()
        .map(inner -> new Recomputed(t -> directions.trace(x, segments, t), inner).trace(training))
        .orElseGet(() -> directions.trace(x, segments, training));
  }

  /** Drops numbers of y in place: the way back of a layer does not look at y. */
  private static Trace dropped(Trace layer, Training training) {
    Workspace space = training.space();
    dropOut(layer.y(), training);
    return new Trace(
        layer.y(),
        dy -> {
          Matrix dropped = space.matrix(dy.rows(), dy.columns());
          Rows.copy(dy, dropped, 0);
          dropOut(dropped, training);
          Matrix dx = layer.backward(dropped);
          space.release(dropped);
          return dx;
        });
  }

  private static void dropOut(Matrix x, Training training) {
    training
        .space()
        .forRows(
            x.rows(),
            row -> training.dropout().applyToStates(x.data(), row * x.columns(), x.columns(), row));
  }

  /**
   * Returns the gradients of all tokens, and those that ends of sequences have as pooled states.
   */
  private Matrix sum(Matrix dLast, Matrix dPooled, Segments segments, Workspace space) {
    Matrix sum = space.matrix(dLast.rows(), dLast.columns());
    Rows.copy(dLast, sum, 0);
    forEachEnd(
        segments,
        sum,
        dPooled,
        (to, from, length) -> Vectors.addScaled(1, dPooled.data(), from, sum.data(), to, length));
    return sum;
  }
}
