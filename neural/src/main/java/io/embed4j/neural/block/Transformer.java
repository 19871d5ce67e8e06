package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Pooler;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings, then blocks, then a last norm; what all Transformers of text are. Thread-safe.
 *
 * @param lastNorm of the states after the last block
 */
public record Transformer(
    InputLayer input, List<Block> blocks, Norm lastNorm, Optional<Pooler> pooler, int dim)
    implements TextModel {
  public Transformer {
    blocks = List.copyOf(blocks);
  }

  @Override
  public int layers() {
    return blocks.size();
  }

  @Override
  public int maxPositions() {
    return input.maxPositions();
  }

  @Override
  public States forward(TokenBatch batch, Workers workers, LayerListener listener) {
    Matrix last = Matrix.zeros(batch.tokens(), dim);
    Optional<Matrix> pooled = pooler.map(p -> Matrix.zeros(batch.sequences(), p.dense().outputs()));
    Groups.run(
        batch.segments(),
        workers,
        (from, to, space) -> {
          int firstToken = batch.segments().start(from);
          TokenBatch group = batch.range(from, to);
          Matrix x = forwardGroup(group, firstToken, space, listener);
          Rows.copy(x, last, firstToken);
          pooler.ifPresent(
              p -> {
                Matrix y = p.forward(x, group.segments(), space);
                Rows.copy(y, pooled.orElseThrow(), from);
                space.release(y);
              });
          space.release(x);
        });
    return new States(last, pooled);
  }

  private Matrix forwardGroup(
      TokenBatch group, int firstToken, Workspace space, LayerListener listener) {
    Pass pass = new Pass(group.segments(), group.positions(), space);
    Matrix x = input.forward(group, pass); // tokens × dim
    for (int i = 0; i < blocks.size(); i++) {
      listener.states(i, firstToken, x);
      x = blocks.get(i).forward(x, pass);
    }
    listener.states(blocks.size(), firstToken, x);
    Matrix y = x;
    space.forRows(y.rows(), row -> lastNorm.applyInPlace(y.data(), row * y.rowStride()));
    return y;
  }
}
