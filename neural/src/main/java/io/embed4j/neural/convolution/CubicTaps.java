package io.embed4j.neural.convolution;

/**
 * The places that a place of another grid lies between along one direction, and how much each
 * counts: Keys: Cubic Convolution Interpolation for Digital Image Processing, 1981, with a = −0.75,
 * places beyond the border as at it, as PyTorch's {@code interpolate} does without {@code
 * antialias}.
 */
record CubicTaps(int[] places, float[] weights) {
  private static final double A = -0.75;
  static final int COUNT = 4;

  /** Returns the taps of one of {@code outputs} places that cover the area of {@code inputs}. */
  static CubicTaps of(int place, int outputs, int inputs) {
    return at((place + 0.5) * inputs / outputs - 0.5, inputs);
  }

  /** Returns the taps where the first and last places of both are the same: align_corners. */
  static CubicTaps aligned(int place, int outputs, int inputs) {
    return at(outputs == 1 ? 0 : (double) place * (inputs - 1) / (outputs - 1), inputs);
  }

  private static CubicTaps at(double centre, int inputs) {
    int floor = (int) Math.floor(centre);
    int[] places = new int[COUNT];
    float[] weights = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      places[i] = Math.clamp(floor - 1 + i, 0, inputs - 1);
      weights[i] = (float) kernel(Math.abs(centre - (floor - 1 + i)));
    }
    return new CubicTaps(places, weights);
  }

  private static double kernel(double x) {
    return x <= 1
        ? ((A + 2) * x - (A + 3)) * x * x + 1
        : x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
  }
}
