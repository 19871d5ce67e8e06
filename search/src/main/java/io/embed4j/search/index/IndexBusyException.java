package io.embed4j.search.index;

import java.nio.file.Path;

/** Another process writes the index. */
public final class IndexBusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  IndexBusyException(Path folder) {
    super("another process writes the index " + folder + ": wait for it, or stop it");
  }
}
