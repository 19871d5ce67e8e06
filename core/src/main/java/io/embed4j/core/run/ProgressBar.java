package io.embed4j.core.run;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Progress as one line of a terminal that is written over and over, at most ten times a second. The
 * line disappears when all is done, so that whatever is printed next starts on a clean line.
 * Thread-safe.
 */
public final class ProgressBar implements Progress {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR_CELLS = 24;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final int columns;
  private final LongSupplier nanos;
  private final ProgressPhase phase = new ProgressPhase();
  private long drawn;
  private boolean visible;

  /** Draws on {@code out}, a terminal of {@code columns} characters a line. */
  public ProgressBar(PrintWriter out, int columns) {
    this(out, columns, System::nanoTime);
  }

  ProgressBar(PrintWriter out, int columns, LongSupplier nanos) {
    this.out = out;
    this.columns = columns;
    this.nanos = nanos;
  }

  @Override
  public synchronized void report(String label, long done, long total, String note) {
    long now = nanos.getAsLong();
    phase.note(label, done, now);
    if (total > 0 && done >= total) {
      erase();
    } else if (!visible || now - drawn >= REDRAW_NANOS) {
      drawn = now;
      draw(line(label, done, total, phase.state(total, now), note));
    }
  }

  private String line(String label, long done, long total, String state, String note) {
    StringBuilder text = new StringBuilder(label).append(' ');
    if (total > 0) {
      int full = (int) (BAR_CELLS * done / total);
      text.append('[').append("=".repeat(full)).append(" ".repeat(BAR_CELLS - full)).append("] ");
    }
    text.append(state);
    if (!note.isEmpty()) {
      text.append("  ").append(note);
    }
    // A line that wraps could not be erased; the last column stays free.
    return text.length() < columns ? text.toString() : text.substring(0, Math.max(0, columns - 1));
  }

  private void draw(String line) {
    out.print(ERASE_LINE + line);
    out.flush();
    visible = true;
  }

  private void erase() {
    if (visible) {
      out.print(ERASE_LINE);
      out.flush();
      visible = false;
    }
  }
}
