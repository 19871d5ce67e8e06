package io.embed4j.core.math;

/**
 * The hyperbolic tangent from additions, multiply-adds and a division: the same bits in every
 * kernel, cold and warm.
 */
final class Tanh {
  /** Up to here x + x³ · p(x²); beyond, where 1 − exp(−2|x|) loses nothing, the exponential. */
  static final float SMALL = 0.625f;

  // The polynomial of Cephes (Moshier), tanhf.
  static final float C1 = -0.3333328f;
  static final float C2 = 0.13331442f;
  static final float C3 = -0.053739715f;
  static final float C4 = 0.020639088f;
  static final float C5 = -0.0057049887f;

  private Tanh() {}

  /** Returns tanh(x) with a relative error below 3e-7. */
  static float of(float x) {
    float magnitude = Math.abs(x);
    if (magnitude > SMALL) {
      float e = Exponential.of(magnitude * -2);
      float large = (1 - e) / (e + 1);
      return x < 0 ? -large : large;
    }
    float square = x * x;
    float p = C5;
    p = Math.fma(p, square, C4);
    p = Math.fma(p, square, C3);
    p = Math.fma(p, square, C2);
    p = Math.fma(p, square, C1);
    return Math.fma(p * square, x, x);
  }
}
