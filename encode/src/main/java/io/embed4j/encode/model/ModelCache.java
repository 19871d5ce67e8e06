package io.embed4j.encode.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders of models that were unpacked. A folder appears whole or not at all, and is made anew when
 * it no longer holds what was put into it. Thread-safe, and safe beside other processes.
 */
final class ModelCache {
  private static final Object ONE_THREAD = new Object();
  private static final String PART = ".part";

  private final Path root;

  ModelCache(Path root) {
    this.root = root;
  }

  /** Returns {@code models} of EMBED4J_CACHE, else {@code embed4j/models} of the user's cache. */
  static ModelCache ofUser() {
    String chosen = System.getenv("EMBED4J_CACHE");
    if (chosen != null && !chosen.isBlank()) {
      return new ModelCache(Path.of(chosen, "models"));
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return new ModelCache(caches.resolve("embed4j").resolve("models"));
  }

  /** What goes into a folder. */
  interface Contents {
    /** Writes files into an empty folder. */
    void writeTo(Path folder) throws IOException;
  }

  /** Returns where a folder is or will be. */
  Path place(String name) {
    return root.resolve(name);
  }

  /** Returns whether a folder is there and sound. */
  boolean has(String name) {
    return Manifest.isSound(place(name));
  }

  /** Returns a folder, made now if it is not there or damaged. */
  Path folder(String name, Contents contents) {
    if (!has(name)) {
      try {
        unpack(name, contents);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot unpack a model into %s (EMBED4J_CACHE names another folder)"
                .formatted(place(name)),
            e);
      }
    }
    return place(name);
  }

  private void unpack(String name, Contents contents) throws IOException {
    Files.createDirectories(root);
    synchronized (ONE_THREAD) {
      try (FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        if (has(name)) {
          return; // another process was first
        }
        deleteUnfinished();
        Path part = Files.createTempDirectory(root, PART);
        try {
          contents.writeTo(part);
          Manifest.write(part);
          delete(place(name));
          Files.move(part, place(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
          delete(part);
        }
      }
    }
  }

  /** Nobody else writes now, so that these are of processes that were killed. */
  private void deleteUnfinished() throws IOException {
    List<Path> parts;
    try (Stream<Path> found = Files.list(root)) {
      parts = found.filter(p -> p.getFileName().toString().startsWith(PART)).toList();
    }
    for (Path part : parts) {
      delete(part);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
