package io.embed4j.encode.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats by the first bytes of a file, whatever its name says. */
enum ImageFormat {
  PNG("png", ""),
  JPEG("jpeg", ""),
  GIF("gif", ""),
  BMP("bmp", ""),
  WEBP("", "WebP is not read; convert it: dwebp in.webp -o out.png"),
  HEIF("", "HEIF and AVIF are not read; convert it: magick in.heic out.png"),
  TIFF("", "TIFF is not read; convert it: magick in.tif out.png"),
  SVG("", "SVG is no picture of pixels; draw it: rsvg-convert in.svg -o out.png"),
  PDF("", "PDF is not read; draw a page of it: pdftoppm -png in.pdf out");

  private final String decoder;
  private final String advice;

  ImageFormat(String decoder, String advice) {
    this.decoder = decoder;
    this.advice = advice;
  }

  /** Returns the name by which the JDK knows a decoder, or "". */
  String decoder() {
    return decoder;
  }

  /** Returns what to do with a format that is not read. */
  String advice() {
    return advice;
  }

  /** Returns the format of a file. */
  static Optional<ImageFormat> of(byte[] file) {
    if (has(file, 0, "\u0089PNG")) {
      return Optional.of(PNG);
    }
    if (has(file, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (has(file, 0, "GIF8")) {
      return Optional.of(GIF);
    }
    if (has(file, 0, "BM")) {
      return Optional.of(BMP);
    }
    return unread(file);
  }

  private static Optional<ImageFormat> unread(byte[] file) {
    if (has(file, 0, "RIFF") && has(file, 8, "WEBP")) {
      return Optional.of(WEBP);
    }
    if (has(file, 4, "ftyp")) {
      return Optional.of(HEIF);
    }
    if (has(file, 0, "II*\0") || has(file, 0, "MM\0*")) {
      return Optional.of(TIFF);
    }
    if (has(file, 0, "<svg") || has(file, 0, "<?xml")) {
      return Optional.of(SVG);
    }
    return has(file, 0, "%PDF") ? Optional.of(PDF) : Optional.empty();
  }

  private static boolean has(byte[] file, int at, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return file.length >= at + wanted.length
        && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
