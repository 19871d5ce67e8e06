package io.embed4j.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that work through numbered tasks. Which thread runs which task is left
 * to chance, so tasks must write to separate places; then the result does not depend on the number
 * of threads.
 *
 * <p>One {@code forEach} at a time; a call from inside a task runs its tasks on that thread.
 */
public final class Workers implements AutoCloseable {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private final int threads;
  private final ExecutorService pool;

  /** Starts {@code threads - 1} helper threads; the calling thread is the other one. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("embed4j-", 1).factory());
  }

  /** Returns workers for every processor of this machine. */
  public static Workers all() {
    return new Workers(Runtime.getRuntime().availableProcessors());
  }

  /** Returns workers that use the calling thread alone. */
  public static Workers single() {
    return new Workers(1);
  }

  /** Returns the number of threads that work at the same time. */
  public int threads() {
    return threads;
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1} and returns when all are done; rethrows what a
   * task threw.
   */
  public void forEach(int tasks, IntConsumer body) {
    if (threads == 1 || tasks <= 1 || INSIDE.isBound()) {
      for (int i = 0; i < tasks; i++) {
        body.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            body.accept(i);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, tasks); i++) {
      others.add(pool.submit(() -> ScopedValue.where(INSIDE, true).run(loop)));
    }
    try {
      ScopedValue.where(INSIDE, true).run(loop);
    } finally {
      others.forEach(Workers::await);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a worker", e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
