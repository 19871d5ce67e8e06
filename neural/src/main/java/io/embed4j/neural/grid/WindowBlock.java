package io.embed4j.neural.grid;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.WindowAttention;
import io.embed4j.neural.attention.Windows;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Workspace;

/**
 * h = x + attention(norm(x)), y = h + feedForward(norm(h)), attention within windows: Liu et al.:
 * Swin Transformer, 2021, equation 3. Thread-safe: no state.
 */
public record WindowBlock(
    Norm norm, WindowAttention attention, Norm feedForwardNorm, FeedForward feedForward) {
  /** Replaces x, places × dim, grid by grid. */
  void applyInPlace(Matrix x, Workspace space) {
    Windows windows = attention.windows();
    int dim = x.columns();
    Matrix normal = space.matrix(x.rows(), dim); // window by window
    space.forRows(
        x.rows(),
        row -> {
          System.arraycopy(x.data(), place(windows, row) * dim, normal.data(), row * dim, dim);
          norm.applyInPlace(normal.data(), row * dim);
        });
    Matrix a = attention.product(normal, space);
    space.release(normal);
    space.forRows(
        x.rows(),
        row -> {
          int at = row * dim;
          int place = place(windows, row) * dim;
          attention.output().addBias(a.data(), at);
          Vectors.addScaled(1, a.data(), at, x.data(), place, dim);
          System.arraycopy(x.data(), place, a.data(), at, dim); // a is now norm(h)
          feedForwardNorm.applyInPlace(a.data(), at);
        });
    Matrix f = feedForward.product(a, space);
    space.release(a);
    space.forRows(
        x.rows(),
        row -> {
          feedForward.output().addBias(f.data(), row * dim);
          Vectors.addScaled(1, f.data(), row * dim, x.data(), place(windows, row) * dim, dim);
        });
    space.release(f);
  }

  private static int place(Windows windows, int row) {
    int grid = row / windows.places();
    return grid * windows.places() + windows.place(row % windows.places());
  }
}
