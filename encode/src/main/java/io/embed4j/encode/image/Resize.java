package io.embed4j.encode.image;

/** To which size a picture is brought before a part of it is cut out. */
sealed interface Resize {
  /** Returns the picture in the new size. */
  RgbImage apply(RgbImage image, Resampling resampling);

  /** Returns what it does, for people. */
  String description();

  /** As it is. */
  record None() implements Resize {
    @Override
    public RgbImage apply(RgbImage image, Resampling resampling) {
      return image;
    }

    @Override
    public String description() {
      return "as it is";
    }
  }

  /** To one size, whatever that does to the proportions. */
  record Exact(int width, int height) implements Resize {
    @Override
    public RgbImage apply(RgbImage image, Resampling resampling) {
      return resampling.resize(image, width, height);
    }

    @Override
    public String description() {
      return "to %d x %d".formatted(width, height);
    }
  }

  /** The shorter side to a length, the longer one in proportion, cut off to a whole number. */
  record Shortest(int length) implements Resize {
    @Override
    public RgbImage apply(RgbImage image, Resampling resampling) {
      boolean wide = image.width() > image.height();
      int shorter = Math.min(image.width(), image.height());
      int longer = (int) ((long) length * Math.max(image.width(), image.height()) / shorter);
      return resampling.resize(image, wide ? longer : length, wide ? length : longer);
    }

    @Override
    public String description() {
      return "shorter side to " + length;
    }
  }
}
