package io.embed4j.cli;

/** What the process says to the shell when it ends; shown by {@code embed4j --help}. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  /** Bad data, model, configuration or name: something the user can mend. */
  static final int BAD_INPUT = 3;

  /** Ctrl-C, with the work saved. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
