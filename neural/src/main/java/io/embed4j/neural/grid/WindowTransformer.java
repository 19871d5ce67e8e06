package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.Groups;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.convolution.SpectrogramFold;
import io.embed4j.neural.layer.MeanPooler;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * HTS-AT: Chen et al.: HTS-AT, A Hierarchical Token-Semantic Audio Transformer, 2022. Spectrograms
 * become square pictures, and their patches go through stages of attention within windows, whose
 * grids become smaller. The pooled state is the mean of all. Without gradients. Thread-safe.
 *
 * @param stages at least one; of which {@link LayerListener} hears, as of layers
 * @param lastNorm of the states after the last stage
 */
public record WindowTransformer(
    SpectrogramFold fold,
    Convolution patches,
    Norm patchNorm,
    List<Stage> stages,
    Norm lastNorm,
    int dim)
    implements GridModel {
  /**
   * Blocks on grids of one size.
   *
   * @param merging what makes the grids of the next stage, if there is one
   */
  public record Stage(List<WindowBlock> blocks, Optional<PatchMerging> merging) {
    public Stage {
      blocks = List.copyOf(blocks);
    }
  }

  public WindowTransformer {
    stages = List.copyOf(stages);
  }

  @Override
  public int layers() {
    return stages.size();
  }

  @Override
  public int channels() {
    return fold.mels();
  }

  @Override
  public Segments segments(Grids grids) {
    return after(grids, stages.size()).segments();
  }

  private Grids after(Grids spectrograms, int count) {
    Grids grids = fold.after(spectrograms).after(patches.window());
    for (Stage stage : stages.subList(0, count)) {
      grids = stage.merging.isPresent() ? PatchMerging.after(grids) : grids;
    }
    return grids;
  }

  @Override
  public void forward(
      GridBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    Groups.run(
        after(batch.grids(), 0).segments(),
        workers,
        (from, to, space) -> {
          GridBatch group = batch.range(from, to);
          Matrix x = forward(group, batch.grids().range(0, from), listener, space);
          Segments segments = segments(group.grids());
          Matrix pooled = new MeanPooler().forward(x, segments, space);
          groups.group(from, segments, x, Optional.of(pooled));
          space.release(pooled);
          space.release(x);
        });
  }

  /**
   * Returns the last states.
   *
   * @param before the spectrograms of the batch in front of the group
   */
  private Matrix forward(GridBatch group, Grids before, LayerListener listener, Workspace space) {
    Grids pictures = fold.after(group.grids());
    Matrix folded = fold.forward(group.values(), group.grids(), space);
    Matrix x = patches.forward(folded, pictures, space);
    space.release(folded);
    applyInPlace(patchNorm, x, space);
    listener.states(0, rows(before, 0), x);
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      for (WindowBlock block : stage.blocks) {
        block.applyInPlace(x, space);
      }
      if (stage.merging.isPresent()) {
        Matrix merged = stage.merging.get().forward(x, after(group.grids(), i), space);
        space.release(x);
        x = merged;
      }
      listener.states(i + 1, rows(before, i + 1), x);
    }
    applyInPlace(lastNorm, x, space);
    return x;
  }

  private int rows(Grids before, int count) {
    return before.count() == 0 ? 0 : after(before, count).rows();
  }

  private static void applyInPlace(Norm norm, Matrix x, Workspace space) {
    space.forRows(x.rows(), row -> norm.applyInPlace(x.data(), row * x.rowStride()));
  }
}
