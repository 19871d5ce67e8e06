package io.embed4j.encode.hub;

import io.embed4j.core.format.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one model in the layout that the Hugging Face libraries share.
 *
 * <pre>
 *   models--ORG--NAME/
 *     blobs/CHECKSUM            the bytes of a file
 *     snapshots/COMMIT/PATH     a link to them, under the name that the file has in the model
 *     refs/REVISION             the commit that a revision was when it was last fetched
 * </pre>
 */
final class HubCache {
  private static final String PREFIX = "models--";

  private final Path cache;
  private final Path folder;
  private final String model;

  HubCache(Path cache, String model) {
    this.cache = cache;
    this.model = model;
    this.folder = cache.resolve(folderName());
  }

  private String folderName() {
    return PREFIX + model.replace("/", "--");
  }

  /** Returns the models in a cache, fetched wholly or in part. */
  static List<String> models(Path cache) {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(cache)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX))
          .map(name -> name.substring(PREFIX.length()).replaceFirst("--", "/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + cache, e);
    }
  }

  Path blob(Checksum checksum) {
    return folder.resolve("blobs").resolve(checksum.hex());
  }

  Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  /** Returns the snapshot of a revision that was fetched before. */
  Optional<Path> snapshotOf(String revision) {
    Path ref = ref(revision);
    try {
      return Files.isRegularFile(ref)
          ? Optional.of(snapshot(Files.readString(ref).strip())).filter(Files::isDirectory)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ref, e);
    }
  }

  /** Remembers what a revision is; the last thing to do, when all its files are there. */
  void setRef(String revision, String commit) {
    AtomicFile.writeText(ref(revision), commit);
  }

  private Path ref(String revision) {
    return folder.resolve("refs").resolve(revision);
  }

  /** Says whether the bytes of a file are there. */
  boolean hasBlob(RemoteFile file) {
    Path blob = blob(file.checksum());
    try {
      return Files.isRegularFile(blob) && Files.size(blob) == file.sizeBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + blob, e);
    }
  }

  /** Puts a file into a snapshot: a relative link, or a copy where there are no links. */
  void link(String commit, RemoteFile file) {
    Path blob = blob(file.checksum());
    Path link = snapshot(commit).resolve(file.path());
    Path parent = link.resolveSibling(".").normalize();
    Path temporary = parent.resolve("." + link.getFileName() + ".embed4j");
    try {
      Files.createDirectories(parent);
      Files.deleteIfExists(temporary);
      try {
        Files.createSymbolicLink(temporary, parent.relativize(blob));
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(blob, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(
          temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + file.path() + " as " + link, e);
    }
  }

  /** Work that one process at a time may do. */
  interface Exclusive {
    Path run();
  }

  /** Does some work while no other process fetches this model; waits for one that does. */
  Path exclusively(Exclusive work) {
    Path lock = cache.resolve(".locks").resolve(folderName()).resolve("embed4j.lock");
    try {
      Files.createDirectories(lock.resolveSibling("."));
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        return work.run();
      }
    } catch (OverlappingFileLockException e) {
      throw new HubException(model + " is being fetched by another thread of this process", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + lock, e);
    }
  }
}
