package io.embed4j.encode.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads PNG, JPEG, GIF (the first picture) and BMP, and brings them to red, green and blue as
 * Pillow's {@code convert("RGB")} does: grey is repeated, a palette looked up, transparency left
 * out, profiles of colour not applied. Thread-safe: no state.
 */
public final class Images {
  private Images() {}

  /**
   * Returns the picture of a file.
   *
   * @throws ImageException if it is too large, damaged, or of no format that is read
   * @throws UncheckedIOException if the file cannot be read
   */
  public static RgbImage read(Path file, ImageOptions options) {
    try {
      long size = Files.size(file);
      if (size > options.maxBytes()) {
        throw new ImageException(
            file.toString(),
            String.format(
                Locale.ROOT, "%,d bytes are more than the limit of %,d", size, options.maxBytes()));
      }
      return decode(file.toString(), Files.readAllBytes(file), options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Returns the picture in the bytes of a file.
   *
   * @param name what messages call it
   * @throws ImageException if it is too large, damaged, or of no format that is read
   */
  public static RgbImage decode(String name, byte[] file, ImageOptions options) {
    if (file.length == 0) {
      throw new ImageException(name, "the file is empty");
    }
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(
                () -> new ImageException(name, "this is no PNG, JPEG, GIF or BMP picture"));
    if (!format.advice().isEmpty()) {
      throw new ImageException(name, format.advice());
    }
    try {
      return new ImageDecoder(name, format, options).decode(file);
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders throw what they happen to stumble over
      throw new ImageException(
          name, "the %s is damaged or cut off: %s".formatted(format, e.getMessage()), e);
    }
  }
}
