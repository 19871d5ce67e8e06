package io.embed4j.core.error;

/** A name that is not known; the message proposes the nearest ones. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotFoundException(String message) {
    super(message);
  }
}
