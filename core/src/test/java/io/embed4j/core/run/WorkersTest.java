package io.embed4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  @Test
  void everyTaskRunsOnceInEachOfManyCalls() {
    try (Workers workers = new Workers(3)) {
      for (int call = 0; call < 2_000; call++) {
        int tasks = call % 17;
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        workers.forEach(tasks, runs::incrementAndGet);
        for (int i = 0; i < tasks; i++) {
          assertThat(runs.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aCallAfterAPauseWakesTheHelpers() {
    try (Workers workers = new Workers(2)) {
      for (int call = 0; call < 5; call++) {
        LockSupport.parkNanos(2_000_000);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger waiting = new AtomicInteger(2);
        workers.forEach(
            2,
            i -> { // neither ends before both have begun, so that two threads are needed
              threads.add(Thread.currentThread());
              waiting.decrementAndGet();
              while (waiting.get() > 0) {
                Thread.onSpinWait();
              }
            });
        assertThat(threads).hasSize(2);
      }
    }
  }

  @Test
  void aCallFromInsideATaskStaysOnItsThread() {
    try (Workers workers = new Workers(2)) {
      workers.forEach(
          4,
          i -> {
            Thread outer = Thread.currentThread();
            workers.forEach(3, j -> assertThat(Thread.currentThread()).isSameAs(outer));
          });
    }
  }

  @Test
  void whatATaskThrowsIsThrown() {
    try (Workers workers = new Workers(2)) {
      for (int failing = 0; failing < 4; failing++) {
        int which = failing;
        assertThatThrownBy(
                () ->
                    workers.forEach(
                        4,
                        i -> {
                          if (i == which) {
                            throw new IllegalStateException("task " + i);
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("task " + which);
        AtomicInteger sum = new AtomicInteger();
        workers.forEach(10, sum::addAndGet);
        assertThat(sum).hasValue(45);
      }
    }
  }

  @Test
  void anInterruptedCallerWaitsAndStaysInterrupted() {
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      AtomicInteger done = new AtomicInteger();
      workers.forEach(
          8,
          i -> {
            LockSupport.parkNanos(500_000);
            done.incrementAndGet();
          });
      assertThat(done).hasValue(8);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void threadsEndWhenClosed() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(2)) {
      for (int call = 0; call < 100; call++) {
        workers.forEach(2, i -> threads.add(Thread.currentThread()));
      }
    }
    threads.remove(Thread.currentThread());
    for (Thread helper : threads) {
      helper.join(10_000);
      assertThat(helper.isAlive()).isFalse();
    }
  }
}
