package io.embed4j.encode.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the segments in front of a JPEG's pixels say, beside what a decoder reads itself: ITU T.81,
 * annex B.
 *
 * @param file without profiles of colour, which the reference does not apply and a decoder might
 * @param colours how many there are: 1, 3 or 4
 * @param adobeTransform 2 where four colours are stored as brightness, two differences, and black;
 *     −1 where nothing says so
 * @param orientation from 1 (as it lies) to 8, of Exif 2.3, tag 0x0112
 */
record JpegSegments(byte[] file, int colours, int adobeTransform, int orientation) {
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final int START_OF_SCAN = 0xDA;
  private static final int ORIENTATION = 0x0112;
  private static final int AS_IT_LIES = 1;

  static JpegSegments of(byte[] jpeg) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(jpeg.length);
    int colours = 3;
    int transform = -1;
    int orientation = AS_IT_LIES;
    kept.write(jpeg, 0, 2);
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
      int marker = jpeg[at + 1] & 0xFF;
      int length = 2 + (((jpeg[at + 2] & 0xFF) << 8) | (jpeg[at + 3] & 0xFF));
      if (marker == START_OF_SCAN || marker == 0xFF || at + length > jpeg.length) {
        break;
      }
      if (isFrame(marker) && length >= 10) {
        colours = jpeg[at + 9] & 0xFF;
      }
      if (marker == APP14 && starts(jpeg, at + 4, "Adobe") && length >= 16) {
        transform = jpeg[at + 15] & 0xFF;
      }
      if (marker == APP1 && starts(jpeg, at + 4, "Exif\0\0")) {
        orientation = orientation(Arrays.copyOfRange(jpeg, at + 10, at + length));
      }
      if (marker != APP2 || !starts(jpeg, at + 4, "ICC_PROFILE\0")) {
        kept.write(jpeg, at, length);
      }
      at += length;
    }
    kept.write(jpeg, at, jpeg.length - at);
    return new JpegSegments(kept.toByteArray(), colours, transform, orientation);
  }

  /** C0 to CF start a frame, but for three that hold tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean starts(byte[] jpeg, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return at + wanted.length <= jpeg.length
        && Arrays.equals(jpeg, at, at + wanted.length, wanted, 0, wanted.length);
  }

  /** Returns the orientation that the first directory of a TIFF notes, or 1. */
  private static int orientation(byte[] tiff) {
    if (tiff.length < 14) {
      return AS_IT_LIES;
    }
    ByteBuffer in = ByteBuffer.wrap(tiff);
    in.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = in.getInt(4) & 0xFFFFFFFFL;
    if (directory + 2 > tiff.length) {
      return AS_IT_LIES;
    }
    int entries = in.getShort((int) directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = (int) directory + 2 + 12 * i;
      if (entry + 12 > tiff.length) {
        return AS_IT_LIES;
      }
      if ((in.getShort(entry) & 0xFFFF) == ORIENTATION) {
        int value = in.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : AS_IT_LIES;
      }
    }
    return AS_IT_LIES;
  }
}
