package io.embed4j.encode.image.train;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.encode.image.RgbImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Pictures and what they show.
 *
 * @param labels one a picture, from 0; not copied
 */
public record LabelledImages(List<RgbImage> images, int[] labels) {
  private static final int IMAGES = 0x803; // bytes, three dimensions
  private static final int LABELS = 0x801; // bytes, one dimension
  private static final int MOST_SIDE = 4096;

  public LabelledImages {
    images = List.copyOf(images);
    if (images.size() != labels.length) {
      throw new IllegalArgumentException(
          "%d labels do not fit %d pictures".formatted(labels.length, images.size()));
    }
  }

  /** Returns how many pictures there are. */
  public int size() {
    return labels.length;
  }

  /** Returns the first pictures, at most {@code count}. */
  public LabelledImages first(int count) {
    int size = Math.min(count, size());
    return new LabelledImages(images.subList(0, size), Arrays.copyOf(labels, size));
  }

  /**
   * Reads two files as those of MNIST and Fashion-MNIST are, gzipped: grey pictures, and labels.
   *
   * @throws DataFormatException if a file is no such one, or they do not fit each other
   */
  public static LabelledImages readIdx(Path images, Path labels) {
    List<RgbImage> pictures = read(images, LabelledImages::pictures);
    int[] all = read(labels, LabelledImages::labels);
    if (all.length != pictures.size()) {
      throw new DataFormatException(
          "%s: %d labels, but %s has %d pictures"
              .formatted(labels, all.length, images, pictures.size()));
    }
    return new LabelledImages(pictures, all);
  }

  private interface Reading<T> {
    T of(Path file, DataInputStream in) throws IOException;
  }

  private static <T> T read(Path file, Reading<T> reading) {
    try (InputStream zipped = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(new GZIPInputStream(zipped))) {
      return reading.of(file, in);
    } catch (EOFException e) {
      throw new DataFormatException(file + ": the file ends too early");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static int count(Path file, DataInputStream in, int magic) throws IOException {
    int found = in.readInt();
    int count = in.readInt();
    if (found != magic || count < 0) {
      throw new DataFormatException(
          "%s: expected 0x%x at its start, as IDX files of MNIST have, found 0x%x"
              .formatted(file, magic, found));
    }
    return count;
  }

  private static List<RgbImage> pictures(Path file, DataInputStream in) throws IOException {
    int count = count(file, in, IMAGES);
    int height = in.readInt();
    int width = in.readInt();
    if (height < 1 || width < 1 || height > MOST_SIDE || width > MOST_SIDE) {
      throw new DataFormatException(
          "%s: pictures of %d x %d pixels cannot be".formatted(file, width, height));
    }
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] grey = in.readNBytes(height * width);
      if (grey.length < height * width) {
        throw new EOFException();
      }
      byte[] rgb = new byte[3 * grey.length];
      for (int j = 0; j < rgb.length; j++) {
        rgb[j] = grey[j / 3];
      }
      pictures.add(new RgbImage(width, height, rgb));
    }
    return pictures;
  }

  private static int[] labels(Path file, DataInputStream in) throws IOException {
    int count = count(file, in, LABELS);
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes[i] & 0xFF;
    }
    return labels;
  }
}
