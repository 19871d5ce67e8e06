package io.embed4j.core.run;

import java.util.function.IntConsumer;

/**
 * A fixed number of threads that work through numbered tasks. Which thread runs which task is left
 * to chance, so tasks must write to separate places; then the result does not depend on the number
 * of threads.
 *
 * <p>One {@code forEach} at a time; a call from inside a task runs its tasks on that thread. Helper
 * threads look out for the next call for half a millisecond before they go to sleep: to wake a
 * thread takes as long as a small matrix product.
 */
public final class Workers implements AutoCloseable {
  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  private final int threads;
  private final Helper[] helpers;

  /** Starts {@code threads - 1} helper threads; the calling thread is the other one. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    this.threads = threads;
    this.helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = Helper.start("embed4j-" + (i + 1));
    }
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
    int helping = Math.min(threads, tasks) - 1;
    Job job = new Job(tasks, body, helping);
    for (int i = 0; i < helping; i++) {
      helpers[i].help(job);
    }
    ScopedValue.where(INSIDE, true).run(job::work);
    job.awaitHelpers();
  }

  /** Lets the helper threads end; to be called when no {@code forEach} is under way. */
  @Override
  public void close() {
    for (Helper helper : helpers) {
      helper.end();
    }
  }

  /** Runs what belongs inside a task, where a nested {@code forEach} stays on its thread. */
  static void inside(Runnable work) {
    ScopedValue.where(INSIDE, true).run(work);
  }
}
