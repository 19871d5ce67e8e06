package io.embed4j.encode.image;

/**
 * A picture of red, green and blue, from 0 to 255.
 *
 * @param rgb three bytes a pixel, from left to right, then down; not copied
 */
public record RgbImage(int width, int height, byte[] rgb) {
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(3L * width, height)) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels cannot have %d bytes".formatted(width, height, rgb.length));
    }
  }

  /** Returns a black picture. */
  public static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[Math.multiplyExact(3 * width, height)]);
  }

  /** Returns where a pixel starts in {@link #rgb}. */
  int at(int x, int y) {
    return 3 * (y * width + x);
  }

  /**
   * Returns a part of the picture, of any size; what lies outside of it is black.
   *
   * @param left may be negative, as {@code top}
   */
  public RgbImage crop(int left, int top, int newWidth, int newHeight) {
    RgbImage part = black(newWidth, newHeight);
    int from = Math.max(0, left);
    int to = Math.min(width, left + newWidth);
    for (int y = Math.max(0, top); y < Math.min(height, top + newHeight) && from < to; y++) {
      System.arraycopy(rgb, at(from, y), part.rgb, part.at(from - left, y - top), 3 * (to - from));
    }
    return part;
  }
}
