package io.embed4j.core.math;

/**
 * The slope of gelu, exact or with tanh, from additions and multiply-adds alone: the same bits in
 * every kernel, cold and warm.
 *
 * <p>The slope is ½ + x · p(u) with u = 2x²/R² − 1 in [−1, 1], because what is left of it is odd. p
 * is the Chebyshev interpolation of degree 17 in 400 points; x is first brought into [−R, R],
 * outside of which the slope is within 1e-6 of 0 or 1. One polynomial in place of an error function
 * and an exponential: a loop with both exceeds what the compiler inlines.
 *
 * @param greatest R
 * @param scale 2 / R²
 * @param c coefficients of p, ascending
 */
record GeluSlope(float greatest, float scale, float[] c) {
  private static final float[] EXACT_C = {
    0.12307183f, -0.062281482f, 0.04936663f, -0.0472903f,
    0.05172032f, -0.059585117f, 0.06663284f, -0.070162036f,
    0.0699069f, -0.060862564f, 0.041956924f, -0.031866416f,
    0.033228144f, -0.019754115f, 4.9982733e-05f, -0.0006779347f,
    0.0064869775f, -0.0029840404f,
  };
  private static final float[] TANH_C = {
    0.1287035f, -0.0654833f, 0.053293373f, -0.05398012f,
    0.06141925f, -0.070686564f, 0.08349641f, -0.08444036f,
    0.033057254f, -0.0037637039f, 0.1070752f, -0.12110992f,
    -0.089221895f, 0.117043346f, 0.08648093f, -0.0959519f,
    -0.019906934f, 0.02488467f,
  };

  /** Φ(x) + x φ(x), with Φ(x) = ½ (1 + erf(x / √2)) and φ = Φ′; absolute error below 3e-7. */
  static final GeluSlope EXACT = of(5.75f, EXACT_C);

  /** The slope of ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))); absolute error below 1e-6. */
  static final GeluSlope TANH = of(5.5f, TANH_C);

  private static GeluSlope of(float greatest, float... c) {
    return new GeluSlope(greatest, 2 / (greatest * greatest), c);
  }

  /** Returns the slope at x. */
  float at(float x) {
    float clamped = Math.min(greatest, Math.max(-greatest, x));
    float u = Math.fma(clamped * clamped, scale, -1);
    float p = c[c.length - 1];
    for (int i = c.length - 2; i >= 0; i--) {
      p = Math.fma(p, u, c[i]);
    }
    return Math.fma(p, clamped, 0.5f);
  }
}
