package io.embed4j.encode.image;

/**
 * How pixels are weighed when a picture is resized: a kernel that is widened when the picture
 * shrinks. Numbers and formulas are those of Pillow (its file {@code Resample.c}), so that pixels
 * are the same to the bit.
 */
public enum Resampling {
  /** The pixel that lies there. */
  NEAREST(0),
  LANCZOS(3),
  BILINEAR(1),
  /** Keys: Cubic Convolution Interpolation for Digital Image Processing, 1981, with a = −0.5. */
  BICUBIC(2),
  BOX(0.5),
  HAMMING(1);

  private static final double A = -0.5;

  private final double support;

  Resampling(double support) {
    this.support = support;
  }

  /**
   * Returns what a number in {@code preprocessor_config.json} stands for.
   *
   * @throws IllegalArgumentException if it stands for nothing
   */
  public static Resampling of(int number) {
    if (number < 0 || number >= values().length) {
      throw new IllegalArgumentException("resample must be from 0 to 5, but is " + number);
    }
    return values()[number]; // declared in the order of their numbers
  }

  /** Returns how far the kernel reaches to each side. */
  double support() {
    return support;
  }

  /** Returns the weight at a distance. */
  double weight(double x) {
    double d = Math.abs(x);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("NEAREST has no kernel");
      case BILINEAR -> Math.max(0, 1 - d);
      case BICUBIC ->
          d < 1 ? ((A + 2) * d - (A + 3)) * d * d + 1 : d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
      case LANCZOS -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case HAMMING -> d == 0 ? 1 : d >= 1 ? 0 : sinc(d) * (0.54 + 0.46 * Math.cos(Math.PI * d));
    };
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /** Returns the picture in another size. */
  public RgbImage resize(RgbImage image, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a picture cannot have %d x %d pixels".formatted(width, height));
    }
    if (this == NEAREST) {
      return nearest(image, width, height);
    }
    RgbImage wide =
        width == image.width() ? image : ResizeTaps.of(this, image.width(), width).across(image);
    return height == image.height() ? wide : ResizeTaps.of(this, image.height(), height).down(wide);
  }

  private static RgbImage nearest(RgbImage image, int width, int height) {
    RgbImage resized = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      int fromY = (int) ((y + 0.5) * image.height() / height);
      for (int x = 0; x < width; x++) {
        int fromX = (int) ((x + 0.5) * image.width() / width);
        System.arraycopy(image.rgb(), image.at(fromX, fromY), resized.rgb(), resized.at(x, y), 3);
      }
    }
    return resized;
  }
}
