package io.embed4j.core.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes a file if the process is asked to end (Ctrl-C, SIGTERM) before this is closed. */
final class RemovalOnExit implements AutoCloseable {
  private final Thread hook;

  RemovalOnExit(Path file) {
    hook = new Thread(() -> remove(file), "embed4j-remove-unfinished");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("an unfinished file is left: " + file);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook is at work
    }
  }
}
