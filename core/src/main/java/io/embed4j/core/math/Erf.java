package io.embed4j.core.math;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ exp(−t²) dt from additions and multiply-adds alone: the same
 * bits in every kernel, cold and warm.
 *
 * <p>erf(x) = x · p(u) with u = 2x²/R² − 1 in [−1, 1]. The polynomial p of degree 15 is that for
 * which x · p is closest to erf by least squares in 400 Chebyshev points; x is first brought into
 * [−R, R], outside of which erf is within 5e-8 of ±1; R is chosen such that the result there is ±1
 * to the bit.
 */
final class Erf {
  static final float GREATEST = 3.87f; // R
  static final float SCALE = 2 / (GREATEST * GREATEST);
  static final float C0 = 0.3653901f;
  static final float C1 = -0.18237942f;
  static final float C2 = 0.1356032f;
  static final float C3 = -0.11005018f;
  static final float C4 = 0.09075803f;
  static final float C5 = -0.07344047f;
  static final float C6 = 0.057101887f;
  static final float C7 = -0.041790716f;
  static final float C8 = 0.028398251f;
  static final float C9 = -0.018829178f;
  static final float C10 = 0.012471573f;
  static final float C11 = -0.0064062113f;
  static final float C12 = 0.0020365594f;
  static final float C13 = -0.0015095553f;
  static final float C14 = 0.0016288657f;
  static final float C15 = -0.0005848131f;

  private Erf() {}

  /** Returns erf(x) with an absolute error below 1.5e-7. */
  static float of(float x) {
    float clamped = Math.max(-GREATEST, Math.min(GREATEST, x));
    float u = Math.fma(clamped * clamped, SCALE, -1);
    float p = C15;
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
    return p * clamped;
  }
}
