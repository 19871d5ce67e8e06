package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;

/**
 * y = x·Wᵀ + b for every row x. W is packed once, when the layer is made. Thread-safe: no state.
 *
 * <p>The bits of a row of y depend on that row of x alone: see {@link Gemm}.
 */
public final class Linear {
  private final PackedMatrix weight; // inputs × outputs
  private final float[] bias;

  private Linear(PackedMatrix weight, float[] bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Returns a layer.
   *
   * @param weight outputs × inputs, copied
   * @param bias one float an output, or none at all; not copied
   */
  public static Linear of(Matrix weight, float... bias) {
    if (bias.length != 0 && bias.length != weight.rows()) {
      throw new IllegalArgumentException(
          "bias must have " + weight.rows() + " elements or none, but has " + bias.length);
    }
    return new Linear(PackedMatrix.pack(weight.transposed()), bias);
  }

  /** Returns the length of a row of x. */
  public int inputs() {
    return weight.rows();
  }

  /** Returns the length of a row of y. */
  public int outputs() {
    return weight.columns();
  }

  /** Returns y = x·Wᵀ + b. */
  public Matrix forward(Matrix x, Workspace space) {
    Matrix y = product(x, space); // rows × outputs
    if (bias.length != 0) {
      space.forRows(y.rows(), row -> addBias(y.data(), row * y.rowStride()));
    }
    return y;
  }

  /** Returns x·Wᵀ; who reads a row next adds the bias then, while the row is in a cache. */
  public Matrix product(Matrix x, Workspace space) {
    Matrix y = space.matrix(x.rows(), outputs());
    Gemm.multiply(x, weight, y, space.workers());
    return y;
  }

  /** Adds b to a row of y. */
  public void addBias(float[] y, int offset) {
    Vectors.addScaled(1, bias, 0, y, offset, bias.length);
  }
}
