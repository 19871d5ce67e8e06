package io.embed4j.encode.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * What a decoder has read, as red, green and blue. Samples are taken as they are stored, because
 * Java would convert grey and profiles by the light they stand for, which Pillow does not.
 */
final class Rasters {
  private static final int BYTE = 8; // bits

  private Rasters() {}

  /** Returns the picture without its transparency. */
  static RgbImage rgb(BufferedImage image) throws IOException {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return looked(image.getRaster(), palette);
    }
    Raster raster = image.getRaster();
    return switch (raster.getNumBands()) {
      case 1, 2 -> grey(raster);
      case 3, 4 -> colours(raster);
      default -> throw new IOException("it has " + raster.getNumBands() + " colours");
    };
  }

  private static RgbImage looked(Raster raster, IndexColorModel palette) {
    RgbImage image = RgbImage.black(raster.getWidth(), raster.getHeight());
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < image.height(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        set(image, x, y, palette, row[x]);
      }
    }
    return image;
  }

  private static void set(RgbImage image, int x, int y, IndexColorModel palette, int index) {
    int at = image.at(x, y);
    int known = Math.min(index, palette.getMapSize() - 1);
    image.rgb()[at] = (byte) palette.getRed(known);
    image.rgb()[at + 1] = (byte) palette.getGreen(known);
    image.rgb()[at + 2] = (byte) palette.getBlue(known);
  }

  /**
   * Grey of 16 bits without transparency is cut off at 255, as Pillow takes its numbers for those
   * of a picture of 8 bits; with it, the upper 8 bits count.
   */
  private static RgbImage grey(Raster raster) {
    RgbImage image = RgbImage.black(raster.getWidth(), raster.getHeight());
    int bits = raster.getSampleModel().getSampleSize(0);
    boolean alone = raster.getNumBands() == 1;
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < image.height(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int value = bits > BYTE && alone ? Math.min(row[x], 255) : toByte(row[x], bits);
        int at = image.at(x, y);
        image.rgb()[at] = (byte) value;
        image.rgb()[at + 1] = (byte) value;
        image.rgb()[at + 2] = (byte) value;
      }
    }
    return image;
  }

  private static RgbImage colours(Raster raster) throws IOException {
    if (raster.getDataBuffer().getDataType() > DataBuffer.TYPE_INT) {
      throw new IOException("its numbers are no whole ones");
    }
    RgbImage image = RgbImage.black(raster.getWidth(), raster.getHeight());
    int[] row = new int[raster.getWidth()];
    for (int band = 0; band < 3; band++) {
      int bits = raster.getSampleModel().getSampleSize(band);
      for (int y = 0; y < image.height(); y++) {
        raster.getSamples(0, y, row.length, 1, band, row);
        for (int x = 0; x < row.length; x++) {
          image.rgb()[image.at(x, y) + band] = (byte) toByte(row[x], bits);
        }
      }
    }
    return image;
  }

  /** Returns the upper 8 bits, or fewer bits stretched to the whole range. */
  private static int toByte(int value, int bits) {
    return bits >= BYTE ? value >>> (bits - BYTE) : value * 255 / ((1 << bits) - 1);
  }

  /**
   * Returns a picture of a GIF at its place on a screen, which is filled with the transparent
   * colour, or the first one.
   */
  static RgbImage onScreen(BufferedImage image, int width, int height, int left, int top)
      throws IOException {
    RgbImage part = rgb(image);
    if (width == part.width() && height == part.height() && left == 0 && top == 0) {
      return part;
    }
    RgbImage screen = RgbImage.black(width, height);
    if (image.getColorModel() instanceof IndexColorModel palette) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          set(screen, x, y, palette, Math.max(0, palette.getTransparentPixel()));
        }
      }
    }
    int end = Math.min(width, left + part.width());
    for (int y = top; y < Math.min(height, top + part.height()) && left < end; y++) {
      System.arraycopy(
          part.rgb(), part.at(0, y - top), screen.rgb(), screen.at(left, y), 3 * (end - left));
    }
    return screen;
  }
}
