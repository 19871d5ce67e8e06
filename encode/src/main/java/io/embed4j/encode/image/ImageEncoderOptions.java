package io.embed4j.encode.image;

/**
 * How much an encoder of pictures takes on at once, and how it reads files. The vectors depend on
 * {@code files} alone.
 *
 * @param threads that compute, at least 1
 * @param batch pictures that go through the model together; memory grows with it
 * @param files how files are read
 */
public record ImageEncoderOptions(int threads, int batch, ImageOptions files) {
  public ImageEncoderOptions {
    if (threads < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "threads and batch must be at least 1, but are " + threads + ", " + batch);
    }
  }

  /** Returns all processors, and batches of 32 pictures. */
  public static ImageEncoderOptions defaults() {
    return new ImageEncoderOptions(
        Runtime.getRuntime().availableProcessors(), 32, ImageOptions.defaults());
  }

  /** Returns the same options with another number of threads. */
  public ImageEncoderOptions withThreads(int newThreads) {
    return new ImageEncoderOptions(newThreads, batch, files);
  }

  /** Returns the same options with another way to read files. */
  public ImageEncoderOptions with(ImageOptions newFiles) {
    return new ImageEncoderOptions(threads, batch, newFiles);
  }
}
