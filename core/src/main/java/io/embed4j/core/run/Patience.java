package io.embed4j.core.run;

/** How long a thread waits awake: it asks again and again, and then goes to sleep. */
final class Patience {
  private static final long NANOS = 500_000; // as long as a block of a large product takes

  /** Turns between two looks at the clock, which takes longer than a turn. */
  private static final int TURNS = 16;

  private final long start = System.nanoTime();
  private int turns;

  /** Returns whether it is time to sleep, after a short pause. */
  boolean isSpent() {
    Thread.onSpinWait();
    return ++turns % TURNS == 0 && System.nanoTime() - start > NANOS;
  }
}
