package io.embed4j.encode.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Counts the failures of one piece of work, and waits longer after each. */
final class Retry {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final HubConfig.Transfer transfer;
  private final Pauses pauses;
  private int failures;

  Retry(HubConfig.Transfer transfer, Pauses pauses) {
    this.transfer = transfer;
    this.pauses = pauses;
  }

  /** How to wait; a test does not. */
  @FunctionalInterface
  interface Pauses {
    void pause(Duration duration) throws InterruptedException;
  }

  /** A failure that may go away: the hub is overloaded or in repair. */
  static final class Overloaded extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Optional<Duration> wish;

    /**
     * Makes the failure.
     *
     * @param wish how long the hub asks to be left alone
     */
    Overloaded(String message, Optional<Duration> wish) {
      super(message);
      this.wish = wish;
    }
  }

  /** There is progress: earlier failures no longer count. */
  void progressed() {
    failures = 0;
  }

  /**
   * Waits for the next attempt.
   *
   * @throws HubException if there were too many failures in a row
   */
  void failed(String what, IOException failure) {
    failures++;
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failures >= transfer.failures()) {
      throw new HubException(
          "cannot fetch "
              + what
              + ", after "
              + failures
              + " attempts: "
              + reason
              + "; what has arrived is kept: try again later, and check the network, HF_ENDPOINT"
              + " and the proxy",
          failure);
    }
    Duration wait = transfer.pause().multipliedBy(1L << Math.min(failures - 1, 16));
    if (failure instanceof Overloaded overloaded && overloaded.wish.isPresent()) {
      wait = overloaded.wish.get();
    }
    try {
      pauses.pause(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    }
  }

  static HubException interrupted(String what, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new HubException("interrupted while fetching " + what, e);
  }
}
