package io.embed4j.encode.image;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * Cyan, magenta, yellow and black of a JPEG, stored inverted, as Adobe's programs do and Pillow
 * assumes of all, to red, green and blue without a profile.
 */
final class FourColours {
  private static final int YCCK = 2; // transform of Adobe's segment

  private FourColours() {}

  static RgbImage rgb(Raster raster, int adobeTransform) throws IOException {
    if (raster.getNumBands() != 4) {
      throw new IOException("it has %d colours".formatted(raster.getNumBands()));
    }
    RgbImage image = RgbImage.black(raster.getWidth(), raster.getHeight());
    int[] row = new int[4 * raster.getWidth()];
    for (int y = 0; y < image.height(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        if (adobeTransform == YCCK) {
          toInverted(row, 4 * x);
        }
        for (int i = 0; i < 3; i++) {
          int colour = 255 - row[4 * x + i];
          int light = row[4 * x + 3];
          image.rgb()[image.at(x, y) + i] = (byte) Math.max(0, light - product(colour, light));
        }
      }
    }
    return image;
  }

  /** Returns a · b / 255, rounded, as Pillow computes it. */
  private static int product(int a, int b) {
    int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
  }

  /**
   * Replaces brightness and differences by inverted cyan, magenta and yellow: as red, green and
   * blue of ITU T.871, section 7, then 255 less that.
   */
  private static void toInverted(int[] row, int at) {
    double y = row[at];
    double cb = row[at + 1] - 128;
    double cr = row[at + 2] - 128;
    row[at] = 255 - clip(y + 1.402 * cr);
    row[at + 1] = 255 - clip(y - 0.344136286 * cb - 0.714136286 * cr);
    row[at + 2] = 255 - clip(y + 1.772 * cb);
  }

  private static int clip(double x) {
    return Math.clamp(Math.round(x), 0, 255);
  }
}
