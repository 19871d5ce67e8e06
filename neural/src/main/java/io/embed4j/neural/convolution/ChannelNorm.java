package io.embed4j.neural.convolution;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * y = gamma (x − mean) / √(variance + epsilon) + beta, mean and variance of a channel over all
 * places of each grid: Wu, He: Group Normalization, 2018, with one channel a group, as in wav2vec
 * 2.0. Thread-safe: no state.
 *
 * @param gamma one float a channel
 * @param beta as many
 */
public record ChannelNorm(Parameter gamma, Parameter beta, float epsilon) {
  /** Returns the norms of grids. */
  public Matrix forward(Matrix x, Segments grids, Workspace space) {
    Matrix y = space.matrix(x.rows(), gamma.size());
    moments(x, y, grids, space);
    return y;
  }

  /** Writes the norms of grids to y and returns what they have been made of. */
  private List<ChannelMoments> moments(Matrix x, Matrix y, Segments grids, Workspace space) {
    List<ChannelMoments> all = new ArrayList<>();
    for (int i = 0; i < grids.count(); i++) {
      Matrix from = part(x, grids, i);
      Matrix to = part(y, grids, i);
      ChannelMoments moments = ChannelMoments.of(gamma, beta, epsilon, from, to, space);
      moments.normalise(from, to, space);
      all.add(moments);
    }
    return all;
  }

  private static Matrix part(Matrix x, Segments grids, int grid) {
    return x.rowRange(grids.start(grid), grids.end(grid));
  }

  /** Returns the norms of grids, and the way back. */
  public Trace trace(Matrix x, Segments grids, Training training) {
    Workspace space = training.space();
    Matrix y = space.matrix(x.rows(), gamma.size());
    List<ChannelMoments> moments = moments(x, y, grids, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = space.matrix(x.rows(), gamma.size());
          for (int i = 0; i < grids.count(); i++) {
            moments
                .get(i)
                .backward(part(x, grids, i), part(dy, grids, i), part(dx, grids, i), space);
          }
          return dx;
        });
  }
}
