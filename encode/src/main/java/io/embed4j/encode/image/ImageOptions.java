package io.embed4j.encode.image;

/**
 * How files of pictures are read.
 *
 * @param maxPixels more are refused before they are decoded, as a small file may claim to be a huge
 *     picture
 * @param maxBytes longer files are refused before they are read
 * @param turn whether the orientation that a camera has noted is followed; the reference
 *     implementations of CLIP and of most other models do not
 */
public record ImageOptions(long maxPixels, long maxBytes, boolean turn) {
  public ImageOptions {
    if (maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "maxPixels and maxBytes must be at least 1, but are " + maxPixels + ", " + maxBytes);
    }
  }

  /** Returns what suits photographs: 90 million pixels, 256 MiB, as they lie in the file. */
  public static ImageOptions defaults() {
    return new ImageOptions(90_000_000, 256L << 20, false);
  }

  /** Returns the same that follow the orientation that a camera has noted. */
  public ImageOptions turned() {
    return new ImageOptions(maxPixels, maxBytes, true);
  }
}
