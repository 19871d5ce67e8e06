package io.embed4j.encode.benchmark.data;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Files of a .tar.gz archive, by their names below its one folder. Nothing is unpacked to disk;
 * each call reads the archive up to what it wants, which for data sets of some megabytes costs less
 * than a cache would explain.
 */
final class Archive {
  private Archive() {}

  /** What is done with an entry; a result ends the reading. */
  private interface Visit<T> {
    Optional<T> visit(String name, TarArchiveInputStream content) throws IOException;
  }

  /** Returns the bytes of a file, if it is in the archive. */
  static Optional<byte[]> read(Path archive, String file) {
    return visit(
        archive,
        (name, content) ->
            name.equals(file) ? Optional.of(content.readAllBytes()) : Optional.empty());
  }

  /** Returns the names of the files. */
  static List<String> names(Path archive) {
    List<String> names = new ArrayList<>();
    visit(
        archive,
        (name, content) -> {
          names.add(name);
          return Optional.<byte[]>empty();
        });
    return names;
  }

  /** Hands over the names and bytes of all files. */
  static void forEach(Path archive, BiConsumer<String, byte[]> taker) {
    visit(
        archive,
        (name, content) -> {
          taker.accept(name, content.readAllBytes());
          return Optional.<byte[]>empty();
        });
  }

  private static <T> Optional<T> visit(Path archive, Visit<T> visit) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        var tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          Optional<T> result = visit.visit(belowFolder(entry.getName()), tar);
          if (result.isPresent()) {
            return result;
          }
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException _) {
      throw new NotFoundException("there is no file " + archive);
    } catch (IOException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
      DataFormatException failure =
          new DataFormatException(archive + ": no sound .tar.gz archive: " + reason);
      failure.initCause(e);
      throw failure;
    }
  }

  private static String belowFolder(String name) {
    return name.substring(name.indexOf('/') + 1);
  }
}
