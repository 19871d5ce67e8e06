package io.embed4j.core.error;

/**
 * A setting that does not exist, has the wrong type or breaks a rule; the message names it and the
 * fix.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
