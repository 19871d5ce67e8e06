package io.embed4j.core.math;

import io.embed4j.core.simd.VectorApi;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * Arithmetic on rows of floats: {@code length} elements of an array from an offset. Chooses SIMD or
 * scalar code once, when the class loads. Thread-safe: no state.
 */
public final class Vectors {
  private static final Logger LOG = System.getLogger(Vectors.class.getName());
  private static final Kernels KERNELS = choose();

  private Vectors() {}

  private static Kernels choose() {
    if (VectorApi.isPresent()) {
      return new SimdKernels(); // not loaded unless we get here
    }
    LOG.log(
        Level.WARNING,
        "Vector API absent: scalar kernels. Start java with --add-modules jdk.incubator.vector");
    return new ScalarKernels();
  }

  /** Returns "SIMD, 512 bits" or "scalar"; worth showing, because the difference is 15-fold. */
  public static String implementation() {
    return KERNELS.description();
  }

  /** Returns Σ aᵢ·bᵢ. */
  public static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    check(a, aOffset, length);
    check(b, bOffset, length);
    return KERNELS.dot(a, aOffset, b, bOffset, length);
  }

  /** Returns Σ xᵢ. */
  public static float sum(float[] x, int offset, int length) {
    check(x, offset, length);
    return KERNELS.sum(x, offset, length);
  }

  /** Returns the largest element, NaN aside, or -∞ of none. */
  public static float max(float[] x, int offset, int length) {
    check(x, offset, length);
    return KERNELS.max(x, offset, length);
  }

  /** Returns Σ xᵢ². */
  public static float squaredNorm(float[] x, int offset, int length) {
    check(x, offset, length);
    return KERNELS.squaredNorm(x, offset, length);
  }

  /** Returns a·b / (‖a‖ ‖b‖), or 0 if one of them is all zeros. */
  public static double cosine(float[] a, int aOffset, float[] b, int bOffset, int length) {
    double norms =
        Math.sqrt((double) squaredNorm(a, aOffset, length) * squaredNorm(b, bOffset, length));
    return norms == 0 ? 0 : dot(a, aOffset, b, bOffset, length) / norms;
  }

  /** Returns Σ |xᵢ|. */
  public static float l1Norm(float[] x, int offset, int length) {
    check(x, offset, length);
    return KERNELS.l1Norm(x, offset, length);
  }

  /** Returns Σ (aᵢ − bᵢ)². */
  public static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    check(a, aOffset, length);
    check(b, bOffset, length);
    return KERNELS.squaredDistance(a, aOffset, b, bOffset, length);
  }

  /** Returns Σ |aᵢ − bᵢ|. */
  public static float l1Distance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    check(a, aOffset, length);
    check(b, bOffset, length);
    return KERNELS.l1Distance(a, aOffset, b, bOffset, length);
  }

  /**
   * Returns Σ |aᵢ − bᵢ| over {@code dim} complex numbers, stored as all real parts, then all
   * imaginary parts.
   */
  public static float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int dim) {
    check(a, aOffset, 2 * dim);
    check(b, bOffset, 2 * dim);
    return KERNELS.modulusDistance(a, aOffset, b, bOffset, dim);
  }

  /** y += scale · x. */
  public static void addScaled(
      float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    check(x, xOffset, length);
    check(y, yOffset, length);
    KERNELS.addScaled(scale, x, xOffset, y, yOffset, length);
  }

  /** y = scale · a ⊙ b. */
  public static void product(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length) {
    check(a, aOffset, length);
    check(b, bOffset, length);
    check(y, yOffset, length);
    KERNELS.product(scale, a, aOffset, b, bOffset, y, yOffset, length);
  }

  /** y += scale · a ⊙ b. */
  public static void addProduct(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length) {
    check(a, aOffset, length);
    check(b, bOffset, length);
    check(y, yOffset, length);
    KERNELS.addProduct(scale, a, aOffset, b, bOffset, y, yOffset, length);
  }

  /** x *= scale. */
  public static void scaleInPlace(float scale, float[] x, int offset, int length) {
    check(x, offset, length);
    KERNELS.scaleInPlace(scale, x, offset, length);
  }

  /**
   * Sets about a share of the elements to 0 and multiplies the others by 1 / (1 − share). Which, is
   * a function of key and place + i alone.
   *
   * @param share in [0, 1)
   * @param place of the first element in its row
   */
  public static void dropOutInPlace(
      float[] x, int offset, int length, float share, int key, int place) {
    check(x, offset, length);
    KERNELS.dropOutInPlace(x, offset, length, share, key, place);
  }

  /**
   * Does to a column what {@link #dropOutInPlace} does to its elements, row by row.
   *
   * @param keys the key of each row, from {@code keysOffset} on
   * @param place of the column
   */
  public static void dropOutColumnInPlace(
      float[] x, int offset, int length, float share, int[] keys, int keysOffset, int place) {
    check(x, offset, length);
    Objects.checkFromIndexSize(keysOffset, length, keys.length);
    KERNELS.dropOutColumnInPlace(x, offset, length, share, keys, keysOffset, place);
  }

  /** Replaces xᵢ by exp(xᵢ − shift) and returns the sum of the new values. */
  public static float exponentiateInPlace(float[] x, int offset, int length, float shift) {
    check(x, offset, length);
    return KERNELS.exponentiateInPlace(x, offset, length, shift);
  }

  /**
   * Replaces xᵢ by σ(xᵢ + shift), σ(x) = 1 / (1 + exp(−x)), and returns Σ log(1 + exp(xᵢ + shift)),
   * the softplus of the old values. An element of −∞ becomes 0 and adds 0.
   */
  public static double sigmoidInPlace(float[] x, int offset, int length, float shift) {
    check(x, offset, length);
    return KERNELS.sigmoidInPlace(x, offset, length, shift);
  }

  /** Returns log Σ exp(xᵢ) without overflow; -∞ of none. */
  public static float logSumExp(float[] x, int offset, int length) {
    check(x, offset, length);
    float max = KERNELS.max(x, offset, length);
    if (length == 0 || Float.isInfinite(max)) {
      return max;
    }
    return max + (float) StrictMath.log(KERNELS.exponentialSum(x, offset, length, max));
  }

  /**
   * Replaces x by the probabilities exp(xᵢ) / Σ exp(xⱼ) and returns log Σ exp(xⱼ), so that −log p
   * of an element is that minus its old value. The largest element must be finite.
   */
  public static float softmaxInPlace(float[] x, int offset, int length) {
    check(x, offset, length);
    float max = KERNELS.max(x, offset, length);
    float sum = KERNELS.exponentiateInPlace(x, offset, length, max);
    KERNELS.scaleInPlace(1 / sum, x, offset, length);
    return max + (float) StrictMath.log(sum);
  }

  /** One step of stochastic gradient descent: x -= rate · g. */
  public static void sgd(float[] x, int xOffset, float[] g, int gOffset, int length, float rate) {
    check(x, xOffset, length);
    check(g, gOffset, length);
    KERNELS.sgd(x, xOffset, g, gOffset, length, rate);
  }

  /** One step of Adagrad (Duchi et al. 2011): state += g², x -= rate · g / (√state + epsilon). */
  public static void adagrad(
      float[] x,
      float[] state,
      int offset,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float epsilon) {
    check(x, offset, length);
    check(state, offset, length);
    check(g, gOffset, length);
    KERNELS.adagrad(x, state, offset, g, gOffset, length, rate, epsilon);
  }

  /**
   * One step of Adagrad with one number of state for a whole row: state += mean(g²), x -= rate · g
   * / (√state + epsilon). Needs 1 / length of the memory of {@link #adagrad}; PyTorch-BigGraph
   * (Lerer et al. 2019) does the same.
   *
   * @param stateIndex where the row's number stands in {@code state}
   */
  public static void rowAdagrad(
      float[] x,
      int xOffset,
      float[] state,
      int stateIndex,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float epsilon) {
    check(x, xOffset, length);
    check(g, gOffset, length);
    float sum = state[stateIndex] + KERNELS.squaredNorm(g, gOffset, length) / Math.max(1, length);
    state[stateIndex] = sum;
    KERNELS.sgd(x, xOffset, g, gOffset, length, rate / ((float) Math.sqrt(sum) + epsilon));
  }

  /**
   * One step of Adam (Kingma, Ba 2015) without bias correction: fold the correction into {@code
   * rate} and {@code epsilon}.
   */
  public static void adam(
      float[] x,
      float[] moment1,
      float[] moment2,
      int offset,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float beta1,
      float beta2,
      float epsilon) {
    check(x, offset, length);
    check(moment1, offset, length);
    check(moment2, offset, length);
    check(g, gOffset, length);
    KERNELS.adam(x, moment1, moment2, offset, g, gOffset, length, rate, beta1, beta2, epsilon);
  }

  /**
   * One step of Adam with decoupled decay of weights (Loshchilov, Hutter: Decoupled Weight Decay
   * Regularization, 2019), without bias correction, as {@link #adam}; g becomes 0.
   *
   * @param kept what x is multiplied by first: 1 − rate · decay
   * @param factor what g is multiplied by first
   */
  public static void adamW(
      float[] x,
      float[] moment1,
      float[] moment2,
      float[] g,
      int offset,
      int length,
      float kept,
      float factor,
      float rate,
      float beta1,
      float beta2,
      float epsilon) {
    check(x, offset, length);
    check(moment1, offset, length);
    check(moment2, offset, length);
    check(g, offset, length);
    KERNELS.adamW(
        x, moment1, moment2, g, offset, length, kept, factor, rate, beta1, beta2, epsilon);
  }

  private static void check(float[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
  }
}
