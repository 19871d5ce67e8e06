package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
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
 * Blocks, a last norm and a pooler: a Transformer without its first layer. Thread-safe.
 *
 * @param lastNorm of the states after the last block
 */
public record Stack(List<Block> blocks, Norm lastNorm, Optional<Pooler> pooler) {
  public Stack {
    blocks = List.copyOf(blocks);
  }

  /**
   * Hands over the states of some sequences, and tells those between the layers.
   *
   * @param x the first states, which are given back
   * @param firstSequence the sequence of the batch that is the first one here
   * @param firstToken its first token
   */
  public void forward(
      Matrix x,
      Pass pass,
      int firstSequence,
      int firstToken,
      LayerListener listener,
      GroupListener groups) {
    Workspace space = pass.space();
    for (int i = 0; i < blocks.size(); i++) {
      listener.states(i, firstToken, x);
      x = blocks.get(i).forward(x, pass);
    }
    listener.states(blocks.size(), firstToken, x);
    Matrix y = x;
    space.forRows(y.rows(), row -> lastNorm.applyInPlace(y.data(), row * y.rowStride()));
    Optional<Matrix> pooled = pooler.map(p -> p.forward(y, pass.segments(), space));
    groups.group(firstSequence, pass.segments(), y, pooled);
    pooled.ifPresent(space::release);
    space.release(y);
  }

  /** Returns the last states, and the way back through the first layer. */
  public StatesTrace trace(Trace first, Pass pass, Training training) {
    Workspace space = training.space();
    Trace trace = first;
    for (int i = 0; i < blocks.size(); i++) {
      trace = trace(blocks.get(i), trace.y(), pass, training.at(i + 1)).after(trace, space);
    }
    if (!(lastNorm instanceof NoNorm)) {
      trace = lastNorm.trace(trace.y(), training).after(trace, space);
    }
    return pooled(trace, pooler, pass.segments(), training);
  }

  /** Returns the states of a trace and what a pooler makes of them, and the way back. */
  public static StatesTrace pooled(
      Trace last, Optional<Pooler> pooler, Segments segments, Training training) {
    Workspace space = training.space();
    Optional<Trace> pooled = pooler.map(p -> p.trace(last.y(), segments, training));
    return new StatesTrace(
        new States(last.y(), pooled.map(Trace::y)),
        (dLast, dPooled) -> {
          Optional<Matrix> dStates = dPooled.map(d -> pooled.orElseThrow().backward(d));
          dStates.ifPresent(d -> Rows.add(dLast, d, space));
          space.release(last.backward(dStates.orElse(dLast)));
          dStates.ifPresent(space::release);
        });
  }

  private static Trace trace(Block block, Matrix x, Pass pass, Training training) {
    return training
        .inner()
        .map(inner -> new Recomputed(t -> block.trace(x, pass, t), inner).trace(training))
        .orElseGet(() -> block.trace(x, pass, training));
  }
}
