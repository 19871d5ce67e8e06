package io.embed4j.core.run;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress as a plain line every ten seconds, for log files and pipes. Thread-safe. */
public final class ProgressLines implements Progress {
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final PrintWriter out;
  private final LongSupplier nanos;
  private final ProgressPhase phase = new ProgressPhase();
  private long printed;

  /** Prints to {@code out}; the first line comes after ten seconds. */
  public ProgressLines(PrintWriter out) {
    this(out, System::nanoTime);
  }

  ProgressLines(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.printed = nanos.getAsLong();
  }

  @Override
  public synchronized void report(String label, long done, long total, String note) {
    long now = nanos.getAsLong();
    phase.note(label, done, now);
    if (now - printed < PAUSE_NANOS) {
      return;
    }
    printed = now;
    out.println(
        label + "  " + phase.state(total, now).strip() + (note.isEmpty() ? "" : "  " + note));
    out.flush();
  }
}
