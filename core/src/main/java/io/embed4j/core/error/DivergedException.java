package io.embed4j.core.error;

/** Training that has left the finite numbers; the message says where and what to lower. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DivergedException(String message) {
    super(message);
  }
}
