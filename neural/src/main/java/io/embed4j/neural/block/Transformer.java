package io.embed4j.neural.block;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Pooler;
import io.embed4j.neural.layer.Training;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings, then blocks, then a last norm; what all Transformers of text are. Thread-safe.
 *
 * @param stack all but the embeddings
 */
public record Transformer(InputLayer input, Stack stack, int dim) implements TextModel {
  /** Returns a model of these parts. */
  public Transformer(
      InputLayer input, List<Block> blocks, Norm lastNorm, Optional<Pooler> pooler, int dim) {
    this(input, new Stack(blocks, lastNorm, pooler), dim);
  }

  @Override
  public int layers() {
    return stack.blocks().size();
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
          Pass pass = new Pass(group.segments(), group.positions(), space);
          int firstToken = batch.segments().start(from);
          stack.forward(input.forward(group, pass), pass, from, firstToken, listener, groups);
        });
  }

  @Override
  public StatesTrace trace(TokenBatch batch, Training training) {
    Pass pass = new Pass(batch.segments(), batch.positions(), training.space());
    return stack.trace(input.trace(batch, pass, training.at(0)), pass, training);
  }
}
