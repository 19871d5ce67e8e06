package io.embed4j.encode.image;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.Step;
import io.embed4j.neural.grid.GridBatch;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns pictures into vectors of length 1.
 *
 * <pre>{@code
 * try (ImageEncoder encoder = ImageEncoder.load(Path.of("dinov2-small"))) {
 *   float[] vector = encoder.encode(Path.of("cat.jpg"));
 * }
 * }</pre>
 *
 * <p>The vector of a picture has the same bits alone, in any batch, and with any number of threads.
 *
 * <p>Thread-safe: files are read side by side, and the model computes one batch after the other.
 */
public final class ImageEncoder implements AutoCloseable {
  private final ImageModel model;
  private final ImageEncoderOptions options;
  private final Workers workers;
  private final ReentrantLock turn = new ReentrantLock();

  private ImageEncoder(ImageModel model, ImageEncoderOptions options) {
    this.model = model;
    this.options = options;
    this.workers = new Workers(options.threads());
  }

  /**
   * Loads a folder of transformers: ViT, DINOv2, ResNet, or the pictures' part of CLIP or SigLIP.
   *
   * @throws NotFoundException if there is no such folder
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static ImageEncoder load(Path folder) {
    return of(ImageModel.read(folder), ImageEncoderOptions.defaults());
  }

  /** Returns an encoder of a model that has been read. */
  public static ImageEncoder of(ImageModel model, ImageEncoderOptions options) {
    return new ImageEncoder(model, options);
  }

  /** Returns the model. */
  public ImageModel model() {
    return model;
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return model.dim();
  }

  /**
   * Returns the vector of a file.
   *
   * @throws ImageException if it is too large, damaged, or of no format that is read
   * @throws UncheckedIOException if the file cannot be read
   */
  public float[] encode(Path file) {
    return encode(Images.read(file, options.files()));
  }

  /** Returns the vector of a picture. */
  public float[] encode(RgbImage image) {
    return encodeAll(List.of(image)).getFirst();
  }

  /** Returns the vectors of pictures, in their order. */
  public List<float[]> encodeAll(List<RgbImage> images) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < images.size(); from += options.batch()) {
      List<RgbImage> some = images.subList(from, Math.min(images.size(), from + options.batch()));
      vectors.addAll(vectors(some.parallelStream().map(model.preprocessor()::pixels).toList()));
    }
    return vectors;
  }

  /**
   * Returns the vectors of files, in their order; those that cannot be read say why, and do not
   * stop the others.
   *
   * @param progress told of the files that are done
   */
  public List<ImageEncoding> encodings(List<Path> files, Progress progress) {
    List<ImageEncoding> encodings = new ArrayList<>();
    for (int from = 0; from < files.size(); from += options.batch()) {
      int to = Math.min(files.size(), from + options.batch());
      List<Read> read = files.subList(from, to).parallelStream().map(this::read).toList();
      List<RgbImage> pixels = read.stream().flatMap(each -> each.pixels().stream()).toList();
      Iterator<float[]> vectors = vectors(pixels).iterator();
      for (Read each : read) {
        encodings.add(
            each.pixels().isPresent()
                ? new ImageEncoding.Encoded(vectors.next())
                : new ImageEncoding.Failed(each.failure()));
      }
      progress.report("encoding", to, files.size(), "");
    }
    return encodings;
  }

  /**
   * What has been read of a file.
   *
   * @param failure why there are no pixels
   */
  private record Read(Optional<RgbImage> pixels, String failure) {}

  private Read read(Path file) {
    try {
      RgbImage image = Images.read(file, options.files());
      return new Read(Optional.of(model.preprocessor().pixels(image)), "");
    } catch (ImageException e) {
      return new Read(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return new Read(Optional.empty(), file + ": cannot be read: " + e.getCause());
    }
  }

  private List<float[]> vectors(List<RgbImage> pixels) {
    if (pixels.isEmpty()) {
      return List.of();
    }
    GridBatch batch = model.preprocessor().batch(pixels);
    return computed(free -> unitRows(model.vectors().of(batch, free)));
  }

  /** Lets a model compute, when it is its turn. */
  <T> T computed(Function<Workers, T> computation) {
    turn.lock();
    try {
      return computation.apply(workers);
    } finally {
      turn.unlock();
    }
  }

  /** Returns the rows, each brought to length 1. */
  static List<float[]> unitRows(Matrix rows) {
    Step.Normalize unit = new Step.Normalize();
    return IntStream.range(0, rows.rows())
        .mapToObj(
            i -> {
              int start = rows.offset() + i * rows.rowStride();
              return unit.apply(Arrays.copyOfRange(rows.data(), start, start + rows.columns()));
            })
        .toList();
  }

  /** Ends the threads; no call may be under way. */
  @Override
  public void close() {
    workers.close();
  }
}
