package io.embed4j.core.error;

/**
 * A data file that is not what it should be; the message says where, what was expected and what was
 * found.
 */
public final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataFormatException(String message) {
    super(message);
  }

  /**
   * A fault at a place in a file, written {@code file:line:column: reason}; lines and columns count
   * from 1.
   */
  public DataFormatException(String file, long line, int column, String reason) {
    super(file + ":" + line + ":" + column + ": " + reason);
  }
}
