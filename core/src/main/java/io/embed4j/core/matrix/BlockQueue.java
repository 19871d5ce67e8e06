package io.embed4j.core.matrix;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out the numbers 0 to {@code size - 1} to threads, each once: to one half of the threads
 * from the front, to the other half from the back, so that two threads rarely work on the same
 * rows.
 */
final class BlockQueue {
  private final int size;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger front = new AtomicInteger();
  private final AtomicInteger back = new AtomicInteger();

  BlockQueue(int size) {
    this.size = size;
  }

  /** Returns the next number for a thread, or -1 when all are taken. */
  int next(int lane) {
    if (taken.getAndIncrement() >= size) {
      return -1;
    }
    return lane % 2 == 0 ? front.getAndIncrement() : size - 1 - back.getAndIncrement();
  }
}
