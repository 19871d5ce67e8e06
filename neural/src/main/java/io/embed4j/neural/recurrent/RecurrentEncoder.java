package io.embed4j.neural.recurrent;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.Groups;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings, then recurrent layers one upon the other, each in one direction or in both, whose
 * outputs stand beside each other. What is pooled is the state of the last layer at the end of a
 * sequence, and at its beginning where it is read backward, too. Thread-safe: no state.
 *
 * @param stack the directions of each layer
 */
public record RecurrentEncoder(Embedding words, List<List<RecurrentLayer>> stack)
    implements TextModel {
  public RecurrentEncoder {
    stack = List.copyOf(stack);
  }

  @Override
  public int dim() {
    return stack.getLast().stream().mapToInt(RecurrentLayer::width).sum();
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
          Matrix pooled = Matrix.zeros(to - from, dim());
          Matrix x = words.forward(group.ids(), space);
          listener.states(0, firstToken, x);
          for (int i = 0; i < stack.size(); i++) {
            Matrix y =
                forwardLayer(i, x, group.segments(), space, endsOf(i, from, pooled, endListener));
            space.release(x);
            x = y;
            listener.states(i + 1, firstToken, x);
          }
          groups.group(from, group.segments(), x, Optional.of(pooled));
          space.release(x);
        });
  }

  private interface Ends {
    void end(int direction, State state, int column);
  }

  private Ends endsOf(int layer, int firstSequence, Matrix pooled, EndListener listener) {
    return (direction, state, column) -> {
      listener.end(layer, direction, firstSequence, state);
      if (layer == stack.size() - 1) {
        int width = state.width();
        for (int i = 0; i < pooled.rows(); i++) {
          int to = i * pooled.rowStride() + column;
          System.arraycopy(state.h(), i * width, pooled.data(), to, width);
        }
      }
    };
  }

  private Matrix forwardLayer(int layer, Matrix x, Segments segments, Workspace space, Ends ends) {
    List<RecurrentLayer> directions = stack.get(layer);
    int width = directions.stream().mapToInt(RecurrentLayer::width).sum();
    Matrix y = space.matrix(x.rows(), width);
    int column = 0;
    for (int i = 0; i < directions.size(); i++) {
      State state = directions.get(i).forward(x, segments, y, column, space);
      ends.end(i, state, column);
      column += directions.get(i).width();
    }
    return y;
  }
}
