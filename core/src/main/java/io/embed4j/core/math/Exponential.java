package io.embed4j.core.math;

/**
 * The exponential function from additions and multiply-adds alone: the same bits in every kernel,
 * cold and warm.
 */
final class Exponential {
  static final float LEAST = -87.0f; // exp is 0 below
  static final float GREATEST = 88.0f;
  static final float INVERSE_LN2 = 1.442695f;
  static final float LN2_HIGH = 355 / 512f; // 10 bits: k · LN2_HIGH is exact
  static final float LN2_LOW = -2.1219444E-4f;
  static final float ROUNDER = 12582912f; // 1.5 · 2²³: adding it rounds to an integer
  static final float C2 = 1 / 2f;
  static final float C3 = 1 / 6f;
  static final float C4 = 1 / 24f;
  static final float C5 = 1 / 120f;
  static final float C6 = 1 / 720f;
  static final float C7 = 1 / 5040f;

  private Exponential() {}

  /**
   * Returns exp(x): relative error below 2e-7 for x in [−87, 88], 0 below, exp(88) above, NaN for
   * NaN.
   */
  static float of(float x) {
    if (x < LEAST) {
      return 0;
    }
    float clamped = Math.min(x, GREATEST);
    float shifted = clamped * INVERSE_LN2 + ROUNDER;
    float k = shifted - ROUNDER;
    float r = Math.fma(k, -LN2_HIGH, clamped);
    r = Math.fma(k, -LN2_LOW, r);
    float p = C7;
    p = Math.fma(p, r, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, 1);
    p = Math.fma(p, r, 1);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
  }
}
