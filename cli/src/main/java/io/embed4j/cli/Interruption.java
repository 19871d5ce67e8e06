package io.embed4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C for work that is worth saving: the work is asked to stop, and the process waits until it
 * has been saved. Close it when that is so.
 */
final class Interruption implements AutoCloseable {
  private static final int SECONDS_TO_SAVE = 60;

  private final AtomicBoolean wanted = new AtomicBoolean();
  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread onShutdown = new Thread(this::stopAndWait, "embed4j-save");

  private Interruption() {}

  /** Listens from now on. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.onShutdown);
    return interruption;
  }

  /** Returns whether the work is to stop. */
  boolean isWanted() {
    return wanted.get();
  }

  private void stopAndWait() {
    wanted.set(true);
    try {
      if (!saved.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
        System.err.println("the work could not be saved in time; what was saved before stands");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    saved.countDown();
    if (!wanted.get()) {
      Runtime.getRuntime().removeShutdownHook(onShutdown);
    }
  }
}
