package io.embed4j.core.run;

/**
 * Since when work of one name goes on, and from which count: a new name, or a count that falls,
 * begins anew. So the rate is that of this work, also where it is done repeatedly or was resumed in
 * the middle.
 */
final class ProgressPhase {
  private String label = "";
  private long startNanos;
  private long startDone;
  private long lastDone;

  /** Notes a report. */
  void note(String newLabel, long done, long nanos) {
    if (!newLabel.equals(label) || done < lastDone) {
      label = newLabel;
      startNanos = nanos;
      startDone = done;
    }
    lastDone = done;
  }

  /** Returns the state of the last report as {@link ProgressText#state}. */
  String state(long total, long nanos) {
    return ProgressText.state(startDone, lastDone, total, (nanos - startNanos) * 1e-9);
  }
}
