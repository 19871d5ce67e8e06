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

  /**
   * The way back through a step of an LSTM, from its gates i, f, g, o after their functions and t =
   * tanh(c):
   *
   * <pre>
   *   dc = dc + dh o (1 − t²)
   *   di = dc g i (1 − i)       df = dc c₋ f (1 − f)
   *   dg = dc i (1 − g²)        do = dh t o (1 − o)
   *   dc₋ = dc f
   * </pre>
   *
   * @param gates i, f, g, o, width floats each; replaced by the gradients of what went into their
   *     functions
   * @param c t from {@code cOffset} on, and c₋, which is c before the step, from {@code
   *     beforeOffset} on
   * @param dh gradient of h after the step, from {@code dOffset} on
   * @param dc gradient of c after the step, from {@code dOffset} on; replaced by that of c before
   */
  public static void lstmInPlace(
      float[] gates,
      int gatesOffset,
      float[] c,
      int cOffset,
      int beforeOffset,
      float[] dh,
      float[] dc,
      int dOffset,
      int width) {
    Objects.checkFromIndexSize(gatesOffset, 4 * width, gates.length);
    check(c, cOffset, c, beforeOffset, width);
    check(dh, dOffset, dc, dOffset, width);
    KERNELS.lstm(gates, gatesOffset, c, cOffset, beforeOffset, dh, dc, dOffset, width, 0);
  }

  /**
   * The way back through a step of a GRU, from its gates r, z, n after their functions and from q,
   * the last part of the product with h₋, which is h before the step:
   *
   * <pre>
   *   dn = dh (1 − z) (1 − n²)       dz = dh (h₋ − n) z (1 − z)
   *   dr = dn q r (1 − r)            dq = dn r
   *   dh₋ = dh z, without what comes through the product
   * </pre>
   *
   * @param gates r, z, n, width floats each; replaced by dr, dz, dn
   * @param r three parts of which the last is q; replaced by dr, dz, dq
   * @param before h₋
   * @param dh replaced by dh₋
   */
  public static void gruInPlace(
      float[] gates,
      int gatesOffset,
      float[] r,
      int rOffset,
      float[] before,
      int beforeOffset,
      float[] dh,
      int dhOffset,
      int width) {
    check(gates, gatesOffset, r, rOffset, 3 * width);
    check(before, beforeOffset, dh, dhOffset, width);
    KERNELS.gru(gates, gatesOffset, r, rOffset, before, beforeOffset, dh, dhOffset, width, 0);
  }

  private static void check(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    Objects.checkFromIndexSize(xOffset, length, x.length);
    Objects.checkFromIndexSize(dyOffset, length, dy.length);
  }
}
