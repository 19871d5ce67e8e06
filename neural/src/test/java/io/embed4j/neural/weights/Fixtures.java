package io.embed4j.neural.weights;

import java.nio.file.Path;
import java.util.Objects;

/** The small models that the tests read. */
final class Fixtures {
  private Fixtures() {}

  static Path folder(String model) {
    return Path.of(Objects.requireNonNull(System.getenv("EMBED4J_ROOT")), "fixtures", model);
  }
}
