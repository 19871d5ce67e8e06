package io.embed4j.encode.image;

/** Turns and mirrors pictures as Exif 2.3, tag 0x0112, numbers it. */
final class Orientation {
  private Orientation() {}

  /**
   * Returns the picture as it is to be seen.
   *
   * @param orientation from 1 (as it is) to 8; from 5 on, width and height change places
   */
  static RgbImage apply(RgbImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    int right = image.width() - 1;
    int bottom = image.height() - 1;
    boolean lies = orientation >= 5;
    RgbImage seen =
        RgbImage.black(
            lies ? image.height() : image.width(), lies ? image.width() : image.height());
    for (int y = 0; y < seen.height(); y++) {
      for (int x = 0; x < seen.width(); x++) {
        int from =
            switch (orientation) {
              case 2 -> image.at(right - x, y);
              case 3 -> image.at(right - x, bottom - y);
              case 4 -> image.at(x, bottom - y);
              case 5 -> image.at(y, x);
              case 6 -> image.at(y, bottom - x);
              case 7 -> image.at(right - y, bottom - x);
              case 8 -> image.at(right - y, x);
              default -> throw new IllegalArgumentException("orientation is " + orientation);
            };
        System.arraycopy(image.rgb(), from, seen.rgb(), seen.at(x, y), 3);
      }
    }
    return seen;
  }
}
