package io.embed4j.encode.hub;

/** A hub that cannot be reached, refuses, or sends something wrong; the message says what to do. */
public final class HubException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public HubException(String message) {
    super(message);
  }

  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
