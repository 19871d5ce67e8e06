package io.embed4j.core.error;

import java.util.ArrayList;
import java.util.List;

/** Counts faulty lines and stops the reading when there are more than allowed. Not thread-safe. */
public final class ErrorLog {
  private static final int KEPT = 20;

  private final long maxErrors;
  private final List<String> messages = new ArrayList<>();
  private long count;

  /** Makes a log that allows {@code maxErrors} faults; 0 stops at the first. */
  public ErrorLog(long maxErrors) {
    this.maxErrors = maxErrors;
  }

  /**
   * Notes a fault in a file; lines and columns count from 1.
   *
   * @throws DataFormatException if this is one fault more than allowed
   */
  public void add(String file, long line, int column, String reason) {
    count++;
    if (count > maxErrors) {
      throw new DataFormatException(
          file,
          line,
          column,
          maxErrors == 0
              ? reason
              : reason
                  + "; this is faulty line "
                  + count
                  + " and --max-errors allows only "
                  + maxErrors);
    }
    if (messages.size() < KEPT) {
      messages.add(new DataFormatException(file, line, column, reason).getMessage());
    }
  }

  /** Returns the number of faults so far. */
  public long count() {
    return count;
  }

  /** Returns the messages of the first 20 faults. */
  public List<String> messages() {
    return List.copyOf(messages);
  }
}
