package io.embed4j.encode.text;

/**
 * How much an encoder takes on at once. The vectors do not depend on it.
 *
 * @param threads that compute, at least 1
 * @param batchTokens most tokens that go through the model together; memory grows with it
 * @param waitingTokens most tokens that may wait for their turn
 */
public record EncoderOptions(int threads, int batchTokens, int waitingTokens) {
  public EncoderOptions {
    requirePositive("threads", threads);
    requirePositive("batchTokens", batchTokens);
    requirePositive("waitingTokens", waitingTokens);
  }

  /** Returns all processors, and batches of 8,192 tokens, of which a hundred may wait. */
  public static EncoderOptions defaults() {
    return new EncoderOptions(Runtime.getRuntime().availableProcessors(), 8192, 100 * 8192);
  }

  /** Returns the same options with another number of threads. */
  public EncoderOptions withThreads(int newThreads) {
    return new EncoderOptions(newThreads, batchTokens, waitingTokens);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
