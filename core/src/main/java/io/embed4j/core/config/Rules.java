package io.embed4j.core.config;

/** Checks for the compact constructors of configuration records. */
public final class Rules {
  private Rules() {}

  /**
   * Does nothing if the rule holds, else throws {@link IllegalArgumentException} such as "dim must
   * be positive, but is 0".
   *
   * @param name the setting as a user writes it, such as "batch-size"
   * @param rule such as "must be positive"
   * @param value what it is instead
   */
  public static void require(boolean holds, String name, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " " + rule + ", but is " + value);
    }
  }
}
