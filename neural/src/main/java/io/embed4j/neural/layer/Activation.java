package io.embed4j.neural.layer;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.RowFunctions;
import io.embed4j.core.matrix.Matrix;

/** A function of single elements between two products. */
public enum Activation {
  /** ½ x (1 + erf(x / √2)). */
  GELU,
  /** gelu with tanh in place of erf. */
  TANH_GELU,
  /** x σ(1.702 x). */
  QUICK_GELU,
  /** max(x, 0). */
  RELU,
  /** x σ(x), also called swish. */
  SILU,
  TANH;

  private static final float QUICK = 1.702f;

  /**
   * Returns the activation of a name in a {@code config.json}.
   *
   * @throws ModelFormatException if the name is unknown
   */
  public static Activation of(String name) {
    return switch (name) {
      case "gelu", "gelu_python" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_python_tanh" -> TANH_GELU;
      case "quick_gelu" -> QUICK_GELU;
      case "relu" -> RELU;
      case "silu", "swish" -> SILU;
      case "tanh" -> TANH;
      default ->
          throw new ModelFormatException(
              "activation "
                  + name
                  + " is not supported; supported are gelu, gelu_new, gelu_pytorch_tanh, gelu_fast,"
                  + " quick_gelu, relu, silu, swish, tanh");
    };
  }

  /** Replaces {@code length} elements by their images. */
  public void applyInPlace(float[] x, int offset, int length) {
    switch (this) {
      case GELU -> RowFunctions.geluInPlace(x, offset, length);
      case TANH_GELU -> RowFunctions.tanhGeluInPlace(x, offset, length);
      case QUICK_GELU -> RowFunctions.swishInPlace(x, offset, length, QUICK);
      case RELU -> RowFunctions.reluInPlace(x, offset, length);
      case SILU -> RowFunctions.swishInPlace(x, offset, length, 1);
      case TANH -> RowFunctions.tanhInPlace(x, offset, length);
    }
  }

  /**
   * Replaces gradients dy of images by dx = dy f′(x).
   *
   * @param x the elements before they were replaced by their images
   */
  public void backwardInPlace(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    switch (this) {
      case GELU -> FunctionGradients.geluInPlace(x, xOffset, dy, dyOffset, length);
      case TANH_GELU -> FunctionGradients.tanhGeluInPlace(x, xOffset, dy, dyOffset, length);
      case QUICK_GELU -> FunctionGradients.swishInPlace(x, xOffset, dy, dyOffset, length, QUICK);
      case RELU -> FunctionGradients.reluInPlace(x, xOffset, dy, dyOffset, length);
      case SILU -> FunctionGradients.swishInPlace(x, xOffset, dy, dyOffset, length, 1);
      case TANH -> FunctionGradients.tanhInPlace(x, xOffset, dy, dyOffset, length);
    }
  }

  /** Returns the images of all elements, and the way back. */
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    int columns = x.columns();
    Matrix y = space.matrix(x.rows(), columns);
    Rows.copy(x, y, 0);
    space.forRows(y.rows(), row -> applyInPlace(y.data(), row * columns, columns));
    return new Trace(
        y,
        dy -> {
          Matrix dx = y; // not needed any more
          Rows.copy(dy, dx, 0);
          space.forRows(
              dx.rows(),
              row -> {
                int in = x.offset() + row * x.rowStride();
                backwardInPlace(x.data(), in, dx.data(), row * columns, columns);
              });
          return dx;
        });
  }
}
