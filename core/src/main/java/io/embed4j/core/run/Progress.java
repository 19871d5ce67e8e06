package io.embed4j.core.run;

/**
 * Told how far a long piece of work has come; a terminal shows it as a bar. Implementations are
 * thread-safe.
 */
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (label, done, total, note) -> {};

  /**
   * Reports a state.
   *
   * @param label what is being done, such as "epoch 3"
   * @param done units done, 0 to {@code total}
   * @param total units in all, or 0 if unknown
   * @param note something worth reading beside the bar, such as "loss 0.31", or ""
   */
  void report(String label, long done, long total, String note);
}
