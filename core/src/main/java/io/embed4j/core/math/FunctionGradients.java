package io.embed4j.core.math;

import io.embed4j.core.simd.VectorApi;
import java.util.Objects;

/**
 * Backward halves of {@link RowFunctions}: from the row x that went into a function and the
 * gradient dy of what came out, the gradient dx, which takes the place of dy. Chooses SIMD or
 * scalar code once, when the class loads, as {@link Vectors} does. Thread-safe: no state.
 */
public final class FunctionGradients {
  private static final GradientKernels KERNELS =
      VectorApi.isPresent() ? new SimdGradients() : new ScalarGradients();

  private FunctionGradients() {}

  /** dy = dy (Φ(x) + x φ(x)), with Φ(x) = ½ (1 + erf(x / √2)) and φ = Φ′. */
  public static void geluInPlace(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    check(x, xOffset, dy, dyOffset, length);
    KERNELS.gelu(x, xOffset, dy, dyOffset, length);
  }

  /** dy = dy (s + x s (1 − s) u′), with s = 1 / (1 + exp(−u)), u = 2 √(2/π) (x + 0.044715 x³). */
  public static void tanhGeluInPlace(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    check(x, xOffset, dy, dyOffset, length);
    KERNELS.tanhGelu(x, xOffset, dy, dyOffset, length);
  }

  /** dy = dy s (1 + beta x (1 − s)), with s = σ(beta x). */
  public static void swishInPlace(
      float[] x, int xOffset, float[] dy, int dyOffset, int length, float beta) {
    check(x, xOffset, dy, dyOffset, length);
    KERNELS.swish(x, xOffset, dy, dyOffset, length, beta);
  }

  /** dy = dy where x is positive, else 0. */
  public static void reluInPlace(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    check(x, xOffset, dy, dyOffset, length);
    KERNELS.relu(x, xOffset, dy, dyOffset, length);
  }

  /** dy = dy (1 − tanh²(x)). */
  public static void tanhInPlace(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    check(x, xOffset, dy, dyOffset, length);
    KERNELS.tanh(x, xOffset, dy, dyOffset, length);
  }

  /**
   * With x̂ = (x − mean) / √(variance + epsilon) and g = gamma dy:
   *
   * <pre>
   *   dgamma += dy x̂
   *   dbeta += dy
   *   dy = (g − mean(g) − x̂ mean(g x̂)) / √(variance + epsilon)
   * </pre>
   *
   * @param gamma at least {@code length} floats
   * @param sums dgamma from {@code sumsOffset} on, and then dbeta: 2 · length floats
   */
  public static void layerNormInPlace(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset) {
    check(x, xOffset, dy, dyOffset, length);
    Objects.checkFromIndexSize(0, length, gamma.length);
    Objects.checkFromIndexSize(sumsOffset, 2 * length, sums.length);
    KERNELS.layerNorm(x, xOffset, dy, dyOffset, length, gamma, epsilon, sums, sumsOffset);
  }

  /**
   * With x̂ = x / √(mean of squares + epsilon) and g = gamma dy:
   *
   * <pre>
   *   dgamma += dy x̂
   *   dy = (g − x̂ mean(g x̂)) / √(mean of squares + epsilon)
   * </pre>
   *
   * @param gamma at least {@code length} floats
   * @param sums dgamma from {@code sumsOffset} on
   */
  public static void rmsNormInPlace(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset) {
    check(x, xOffset, dy, dyOffset, length);
    Objects.checkFromIndexSize(0, length, gamma.length);
    Objects.checkFromIndexSize(sumsOffset, length, sums.length);
    KERNELS.rmsNorm(x, xOffset, dy, dyOffset, length, gamma, epsilon, sums, sumsOffset);
  }

  /**
   * Makes probabilities of scores anew, one key and many queries: s = scaleᵢ exp(sᵢ − shiftᵢ),
   * where shift is the largest score of a query and scale 1 / Σ exp(s − shift) over all of its
   * keys.
   *
   * @param columnOffset where shift and scale of the first query stand
   */
  public static void probabilitiesInPlace(
      float[] s, int sOffset, int length, float[] shifts, float[] scales, int columnOffset) {
    Objects.checkFromIndexSize(sOffset, length, s.length);
    Objects.checkFromIndexSize(columnOffset, length, shifts.length);
    Objects.checkFromIndexSize(columnOffset, length, scales.length);
    KERNELS.probabilities(s, sOffset, length, shifts, scales, columnOffset);
  }

  /**
   * The way back through a softmax, one key and many queries: dpᵢ = pᵢ (dpᵢ − meanᵢ), where mean is
   * Σ p dp over all keys of a query.
   */
  public static void softmaxInPlace(
      float[] p,
      int pOffset,
      float[] dp,
      int dpOffset,
      int length,
      float[] means,
      int meansOffset) {
    check(p, pOffset, dp, dpOffset, length);
    Objects.checkFromIndexSize(meansOffset, length, means.length);
    KERNELS.softmax(p, pOffset, dp, dpOffset, length, means, meansOffset);
  }

  private static void check(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    Objects.checkFromIndexSize(xOffset, length, x.length);
    Objects.checkFromIndexSize(dyOffset, length, dy.length);
  }
}
