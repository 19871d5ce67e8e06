package io.embed4j.encode.audio;

/**
 * How much an encoder of sounds takes on at once. The vectors do not depend on it.
 *
 * @param threads that compute, at least 1
 * @param batch sounds that go through the model together; memory grows with it
 * @param maxSeconds longer files are refused before their samples are read
 */
public record AudioEncoderOptions(int threads, int batch, double maxSeconds) {
  public AudioEncoderOptions {
    if (threads < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "threads and batch must be at least 1, but are " + threads + ", " + batch);
    }
    if (!(maxSeconds > 0)) {
      throw new IllegalArgumentException("maxSeconds must be positive, but is " + maxSeconds);
    }
  }

  /** Returns all processors, and batches of 8 sounds of at most ten minutes. */
  public static AudioEncoderOptions defaults() {
    return new AudioEncoderOptions(Runtime.getRuntime().availableProcessors(), 8, 600);
  }

  /** Returns the same options with another number of threads. */
  public AudioEncoderOptions withThreads(int newThreads) {
    return new AudioEncoderOptions(newThreads, batch, maxSeconds);
  }

  /** Returns the same options with another limit of the duration. */
  public AudioEncoderOptions withMaxSeconds(double newMaxSeconds) {
    return new AudioEncoderOptions(threads, batch, newMaxSeconds);
  }
}
