package io.embed4j.core.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Numbered tasks that several threads share: each takes the next one until none is left. */
final class Job {
  private final int tasks;
  private final IntConsumer body;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger helping;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread caller = Thread.currentThread();

  Job(int tasks, IntConsumer body, int helpers) {
    this.tasks = tasks;
    this.body = body;
    this.helping = new AtomicInteger(helpers);
  }

  /** Works until no task is left or one fails. */
  @SuppressWarnings("CatchingUnchecked") // whatever a task throws reaches the caller
  void work() {
    try {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        body.accept(i);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Says that a helper will touch this job no more. */
  void helped() {
    if (helping.decrementAndGet() == 0) {
      LockSupport.unpark(caller);
    }
  }

  /** Waits for all helpers, even if interrupted, and rethrows what a task threw. */
  void awaitHelpers() {
    boolean interrupted = false;
    Patience patience = new Patience();
    while (helping.get() > 0) {
      if (patience.isSpent()) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      caller.interrupt();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }
}
