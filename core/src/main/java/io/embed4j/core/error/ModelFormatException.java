package io.embed4j.core.error;

/**
 * A model or checkpoint file that is damaged, truncated, of another version or not a model at all.
 */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelFormatException(String message) {
    super(message);
  }
}
