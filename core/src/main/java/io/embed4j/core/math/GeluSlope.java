package io.embed4j.core.math;

/**
 * The slope of gelu, Φ(x) + x φ(x) with Φ(x) = ½ (1 + erf(x / √2)) and φ = Φ′, from additions and
 * multiply-adds alone: the same bits in every kernel, cold and warm.
 *
 * <p>The slope is ½ + x · p(u) with u = 2x²/R² − 1 in [−1, 1], because what is left of it is odd. p
 * is the Chebyshev interpolation of degree 17 in 400 points; x is first brought into [−R, R],
 * outside of which the slope is within 2e-7 of 0 or 1. One polynomial in place of an error function
 * and an exponential: a loop with both exceeds what the compiler inlines.
 */
final class GeluSlope {
  static final float GREATEST = 5.75f; // R
  static final float SCALE = 2 / (GREATEST * GREATEST);
  static final float C0 = 0.12307183f;
  static final float C1 = -0.062281482f;
  static final float C2 = 0.04936663f;
  static final float C3 = -0.0472903f;
  static final float C4 = 0.05172032f;
  static final float C5 = -0.059585117f;
  static final float C6 = 0.06663284f;
  static final float C7 = -0.070162036f;
  static final float C8 = 0.0699069f;
  static final float C9 = -0.060862564f;
  static final float C10 = 0.041956924f;
  static final float C11 = -0.031866416f;
  static final float C12 = 0.033228144f;
  static final float C13 = -0.019754115f;
  static final float C14 = 4.9982733e-05f;
  static final float C15 = -0.0006779347f;
  static final float C16 = 0.0064869775f;
  static final float C17 = -0.0029840404f;

  private GeluSlope() {}

  /** Returns the slope at x with an absolute error below 3e-7. */
  static float of(float x) {
    float clamped = Math.min(GREATEST, Math.max(-GREATEST, x));
    float u = Math.fma(clamped * clamped, SCALE, -1);
    float p = C17;
    p = Math.fma(p, u, C16);
    p = Math.fma(p, u, C15);
    p = Math.fma(p, u, C14);
    p = Math.fma(p, u, C13);
    p = Math.fma(p, u, C12);
    p = Math.fma(p, u, C11);
    p = Math.fma(p, u, C10);
    p = Math.fma(p, u, C9);
    p = Math.fma(p, u, C8);
    p = Math.fma(p, u, C7);
    p = Math.fma(p, u, C6);
    p = Math.fma(p, u, C5);
    p = Math.fma(p, u, C4);
    p = Math.fma(p, u, C3);
    p = Math.fma(p, u, C2);
    p = Math.fma(p, u, C1);
    p = Math.fma(p, u, C0);
    return Math.fma(p, clamped, 0.5f);
  }
}
