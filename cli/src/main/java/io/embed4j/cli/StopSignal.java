package io.embed4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C as a wish to stop: the process does not end before the work has been saved and this is
 * closed, or a minute has gone by.
 */
final class StopSignal implements AutoCloseable {
  private static final int SECONDS_TO_SAVE = 60;

  private final AtomicBoolean raised = new AtomicBoolean();
  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread onShutdown = new Thread(this::stop, "embed4j-save");

  /** Listens from now on. */
  StopSignal() {
    Runtime.getRuntime().addShutdownHook(onShutdown);
  }

  private void stop() {
    raised.set(true);
    try {
      if (!saved.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
        System.err.println("the state could not be saved in time; the last one saved stands");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether somebody wants to stop. */
  boolean isRaised() {
    return raised.get();
  }

  /** Says that everything is saved, and listens no longer. */
  @Override
  public void close() {
    saved.countDown();
    if (!isRaised()) {
      try {
        Runtime.getRuntime().removeShutdownHook(onShutdown);
      } catch (IllegalStateException e) {
        return; // the process is about to end; the hook finds everything saved
      }
    }
  }
}
