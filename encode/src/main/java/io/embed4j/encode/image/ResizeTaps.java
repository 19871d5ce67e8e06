package io.embed4j.encode.image;

import java.util.Arrays;

/**
 * The weights of one direction of a resize, in fixed point. Each direction rounds to 8 bits.
 *
 * @param first the first pixel of each new one
 * @param weights of the pixels from the first on, for each new one
 */
record ResizeTaps(int[] first, int[][] weights) {
  /** Bits behind the point: 32, less 8 of a pixel and 2 for sums beyond it. */
  private static final int PRECISION = 22;

  private static final int HALF = 1 << (PRECISION - 1);

  static ResizeTaps of(Resampling kernel, int from, int to) {
    double scale = (double) from / to;
    double stretch = Math.max(scale, 1);
    double support = kernel.support() * stretch;
    int[] first = new int[to];
    int[][] weights = new int[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(from, (int) (centre + support + 0.5));
      double[] w = new double[end - first[i]];
      for (int j = 0; j < w.length; j++) {
        w[j] = kernel.weight((j + first[i] - centre + 0.5) / stretch);
      }
      weights[i] = fixed(w);
    }
    return new ResizeTaps(first, weights);
  }

  private static int[] fixed(double[] w) {
    double sum = Arrays.stream(w).reduce(0, Double::sum);
    int[] fixed = new int[w.length];
    for (int j = 0; j < w.length; j++) {
      double scaled = (sum == 0 ? w[j] : w[j] / sum) * (1 << PRECISION);
      fixed[j] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }

  /** Returns the picture in another width. */
  RgbImage across(RgbImage image) {
    RgbImage resized = RgbImage.black(first.length, image.height());
    byte[] in = image.rgb();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < first.length; x++) {
        int from = image.at(first[x], y);
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int weight : weights[x]) {
          red += weight * (in[from] & 0xFF);
          green += weight * (in[from + 1] & 0xFF);
          blue += weight * (in[from + 2] & 0xFF);
          from += 3;
        }
        int to = resized.at(x, y);
        resized.rgb()[to] = clip(red);
        resized.rgb()[to + 1] = clip(green);
        resized.rgb()[to + 2] = clip(blue);
      }
    }
    return resized;
  }

  /** Returns the picture in another height. */
  RgbImage down(RgbImage image) {
    RgbImage resized = RgbImage.black(image.width(), first.length);
    int line = 3 * image.width();
    int[] sums = new int[line];
    for (int y = 0; y < first.length; y++) {
      Arrays.fill(sums, HALF);
      int from = first[y] * line;
      for (int weight : weights[y]) {
        for (int x = 0; x < line; x++) {
          sums[x] += weight * (image.rgb()[from + x] & 0xFF);
        }
        from += line;
      }
      int to = y * line;
      for (int x = 0; x < line; x++) {
        resized.rgb()[to + x] = clip(sums[x]);
      }
    }
    return resized;
  }

  private static byte clip(int sum) {
    return (byte) Math.clamp(sum >> PRECISION, 0, 255);
  }
}
