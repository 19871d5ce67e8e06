package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/**
 * What a layer makes of x in training, and the way back. The way back holds exactly what the
 * gradient needs: x, which must stay as it is until then, y, and what the layer keeps itself.
 *
 * <p>Memory: y belongs to the trace; {@link #backward} gives it back to the workspace. The gradient
 * that goes in stays the caller's and as it is; the one that comes out is the caller's.
 */
public record Trace(Matrix y, Backward backward) {
  /** From the gradient of y to that of x. */
  public interface Backward {
    /** Returns dx and adds to the gradients of parameters; to be called once. */
    Matrix apply(Matrix dy);
  }

  /** Returns dx, as large as x, and adds to the gradients of parameters; to be called once. */
  public Matrix backward(Matrix dy) {
    return backward.apply(dy);
  }

  /** Returns the trace of both of two layers, of which this one had the other's y as its x. */
  public Trace after(Trace other, Workspace space) {
    return new Trace(
        y,
        dy -> {
          Matrix between = backward(dy);
          Matrix dx = other.backward(between);
          space.release(between);
          return dx;
        });
  }
}
