package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Pooler;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
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
  public void forward(
      TokenBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    Groups.run(
        batch.segments(),
        workers,
        (from, to, space) -> {
          TokenBatch group = batch.range(from, to);
          Matrix x = forwardGroup(group, batch.segments().start(from), space, listener);
          Optional<Matrix> pooled = pooler.map(p -> p.forward(x, group.segments(), space));
          groups.group(from, group.segments(), x, pooled);
          pooled.ifPresent(space::release);
          space.release(x);
        });
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

  @Override
  public StatesTrace trace(TokenBatch batch, Training training) {
    Workspace space = training.space();
    Pass pass = new Pass(batch.segments(), batch.positions(), space);
    Trace trace = input.trace(batch, pass, training.at(0));
    for (int i = 0; i < blocks.size(); i++) {
      trace = trace(blocks.get(i), trace.y(), pass, training.at(i + 1)).after(trace, space);
    }
    if (!(lastNorm instanceof NoNorm)) {
      trace = lastNorm.trace(trace.y(), training).after(trace, space);
    }
    Trace last = trace;
    Optional<Trace> pooled = pooler.map(p -> p.trace(last.y(), batch.segments(), training));
    return new StatesTrace(
        new States(last.y(), pooled.map(Trace::y)),
        (dLast, dPooled) -> {
          Optional<Matrix> dFirst = dPooled.map(d -> pooled.orElseThrow().backward(d));
          Matrix dy = dFirst.map(d -> sum(dLast, d, batch.segments(), space)).orElse(dLast);
          space.release(last.backward(dy));
          dFirst.ifPresent(
              d -> {
                space.release(dy);
                space.release(d);
              });
        });
  }

  private static Trace trace(Block block, Matrix x, Pass pass, Training training) {
    return training
        .inner()
        .map(inner -> new Recomputed(t -> block.trace(x, pass, t), inner).trace(training))
        .orElseGet(() -> block.trace(x, pass, training));
  }

  /** Returns the gradients of all tokens, and those that the first ones have from the pooler. */
  private static Matrix sum(Matrix dLast, Matrix dFirst, Segments segments, Workspace space) {
    Matrix sum = space.matrix(dLast.rows(), dLast.columns());
    Rows.copy(dLast, sum, 0);
    for (int i = 0; i < segments.count(); i++) {
      int to = segments.start(i) * sum.rowStride();
      Vectors.addScaled(1, dFirst.data(), i * dFirst.rowStride(), sum.data(), to, sum.columns());
    }
    return sum;
  }
}
