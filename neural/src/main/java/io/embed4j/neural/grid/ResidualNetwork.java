package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.Groups;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.convolution.MaxPool;
import io.embed4j.neural.layer.MeanPooler;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, stages of residual blocks, and the mean of all places: He et al.: Deep Residual
 * Learning for Image Recognition, 2016. Thread-safe while nobody trains.
 *
 * @param pool after the first convolution, where there is one
 * @param stages of which {@link LayerListener} hears, as of layers
 */
public record ResidualNetwork(
    ConvolutionUnit stem, Optional<MaxPool> pool, List<List<ResidualBlock>> stages, int dim)
    implements GridModel {
  public ResidualNetwork {
    stages = stages.stream().map(List::copyOf).toList();
  }

  @Override
  public int layers() {
    return stages.size();
  }

  @Override
  public int channels() {
    return stem.convolution().channels();
  }

  @Override
  public Segments segments(Grids grids) {
    return afterStages(grids, stages.size()).segments();
  }

  private Grids afterStem(Grids grids) {
    Grids after = grids.after(stem.convolution().window());
    return pool.map(p -> after.after(p.window())).orElse(after);
  }

  private Grids afterStages(Grids grids, int count) {
    Grids after = afterStem(grids);
    for (List<ResidualBlock> stage : stages.subList(0, count)) {
      for (ResidualBlock block : stage) {
        after = block.after(after);
      }
    }
    return after;
  }

  @Override
  public void forward(
      GridBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    Groups.run(
        batch.grids().segments(),
        workers,
        (from, to, space) -> {
          GridBatch group = batch.range(from, to);
          Matrix y = forward(group, batch.grids().range(0, from), listener, space);
          Segments segments = segments(group.grids());
          Matrix pooled = new MeanPooler().forward(y, segments, space);
          groups.group(from, segments, y, Optional.of(pooled));
          space.release(pooled);
          space.release(y);
        });
  }

  /**
   * Returns the last states.
   *
   * @param before the grids of the batch in front of the group
   */
  private Matrix forward(GridBatch group, Grids before, LayerListener listener, Workspace space) {
    Matrix x = stem(group, space);
    Grids at = afterStem(group.grids());
    listener.states(0, afterStem(before).rows(), x);
    for (int i = 0; i < stages.size(); i++) {
      for (ResidualBlock block : stages.get(i)) {
        x = block.forward(x, at, space);
        at = block.after(at);
      }
      listener.states(i + 1, afterStages(before, i + 1).rows(), x);
    }
    return x;
  }

  private Matrix stem(GridBatch group, Workspace space) {
    Matrix x = stem.forward(group.values(), group.grids(), space);
    if (pool.isEmpty()) {
      return x;
    }
    Matrix y = pool.get().forward(x, group.grids().after(stem.convolution().window()), space);
    space.release(x);
    return y;
  }

  @Override
  public StatesTrace trace(GridBatch batch, Training training) {
    Workspace space = training.space();
    Grids grids = batch.grids();
    Trace first = stem.trace(batch.values(), grids, training);
    Grids afterFirst = grids.after(stem.convolution().window());
    Trace trace =
        pool.map(p -> p.trace(first.y(), afterFirst, training).after(first, space)).orElse(first);
    Grids at = afterStem(grids);
    for (List<ResidualBlock> stage : stages) {
      for (ResidualBlock block : stage) {
        trace = block.trace(trace.y(), at, training).after(trace, space);
        at = block.after(at);
      }
    }
    return Stack.pooled(trace, Optional.of(new MeanPooler()), at.segments(), training);
  }
}
