package io.embed4j.core.math;

import io.embed4j.core.simd.VectorApi;
import java.util.Objects;

/**
 * Functions that neural layers apply to rows of floats, in place: activations, element by element,
 * and norms. Chooses SIMD or scalar code once, when the class loads, as {@link Vectors} does.
 * Thread-safe: no state.
 */
public final class RowFunctions {
  private static final FunctionKernels KERNELS =
      VectorApi.isPresent() ? new SimdFunctions() : new ScalarFunctions();

  private RowFunctions() {}

  /** x = ½ x (1 + erf(x / √2)), exactly: Hendrycks, Gimpel 2016. Absolute error below 2e-7 |x|. */
  public static void geluInPlace(float[] x, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.gelu(x, offset, length);
  }

  /** x = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the usual approximation of gelu. */
  public static void tanhGeluInPlace(float[] x, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.tanhGelu(x, offset, length);
  }

  /** x = x σ(beta x): with beta 1 SiLU, with 1.702 the quick approximation of gelu. */
  public static void swishInPlace(float[] x, int offset, int length, float beta) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.swish(x, offset, length, beta);
  }

  /** x = max(x, 0). */
  public static void reluInPlace(float[] x, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.relu(x, offset, length);
  }

  /** x = 1 / (1 + exp(−x)). */
  public static void sigmoidInPlace(float[] x, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.sigmoid(x, offset, length);
  }

  /** x = tanh(x). */
  public static void tanhInPlace(float[] x, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, x.length);
    KERNELS.tanh(x, offset, length);
  }

  /**
   * x = gamma (x − mean) / √(variance + epsilon) + beta, with mean and variance of the row: Ba,
   * Kiros, Hinton: Layer Normalization, 2016.
   *
   * @param gamma at least {@code length} floats, as {@code beta}
   */
  public static void layerNormInPlace(
      float[] x, int offset, int length, float[] gamma, float[] beta, float epsilon) {
    Objects.checkFromIndexSize(offset, length, x.length);
    Objects.checkFromIndexSize(0, length, gamma.length);
    Objects.checkFromIndexSize(0, length, beta.length);
    KERNELS.layerNorm(x, offset, length, gamma, beta, epsilon);
  }

  /**
   * x = gamma x / √(mean of squares + epsilon): Zhang, Sennrich: Root Mean Square Layer
   * Normalization, 2019.
   *
   * @param gamma at least {@code length} floats
   */
  public static void rmsNormInPlace(
      float[] x, int offset, int length, float[] gamma, float epsilon) {
    Objects.checkFromIndexSize(offset, length, x.length);
    Objects.checkFromIndexSize(0, length, gamma.length);
    KERNELS.rmsNorm(x, offset, length, gamma, epsilon);
  }
}
