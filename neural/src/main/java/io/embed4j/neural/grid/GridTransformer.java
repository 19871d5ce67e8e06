package io.embed4j.neural.grid;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.Groups;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;

/**
 * A Transformer of pictures, spectrograms or sounds: patches, then blocks, then a last norm.
 * Thread-safe.
 */
public record GridTransformer(GridInput input, Stack stack, int dim) implements GridModel {
  @Override
  public int layers() {
    return stack.blocks().size();
  }

  @Override
  public int channels() {
    return input.channels();
  }

  @Override
  public Segments segments(Grids grids) {
    return input.segments(grids);
  }

  @Override
  public void forward(
      GridBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    Segments all = segments(batch.grids());
    Groups.run(
        all,
        workers,
        (from, to, space) -> {
          GridBatch group = batch.range(from, to);
          Pass pass = Pass.of(all.range(from, to), space);
          stack.forward(input.forward(group, space), pass, from, all.start(from), listener, groups);
        });
  }

  @Override
  public StatesTrace trace(GridBatch batch, Training training) {
    Pass pass = Pass.of(segments(batch.grids()), training.space());
    return stack.trace(input.trace(batch, training.at(0)), pass, training);
  }
}
