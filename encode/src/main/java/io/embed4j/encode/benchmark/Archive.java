package io.embed4j.encode.benchmark;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads files of a folder or of a .tar.gz archive, by the end of their path. */
record Archive(Path path) {
  private static final int MOST_BYTES = 1 << 29;

  Archive {
    if (!Files.exists(path)) {
      throw new NotFoundException("there is no data " + path);
    }
  }

  /** Returns the lines of a file. */
  List<String> lines(String name) {
    return text(name).lines().toList();
  }

  /**
   * Returns the content of a file.
   *
   * @throws DataFormatException if there is none of this name
   */
  String text(String name) {
    try {
      return new String(
          Files.isDirectory(path) ? fromFolder(name) : fromTar(name), StandardCharsets.UTF_8);
    } catch (ZipException | EOFException e) {
      throw new DataFormatException(
          path + ": expected a .tar.gz archive, found one that is damaged: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private byte[] fromFolder(String name) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      Path file = files.filter(f -> f.endsWith(name)).findFirst().orElseThrow(() -> missing(name));
      return Files.readAllBytes(file);
    }
  }

  private byte[] fromTar(String name) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (Path.of(entry.getName()).endsWith(name)) {
          return tar.readNBytes(MOST_BYTES);
        }
      }
    }
    throw missing(name);
  }

  private DataFormatException missing(String name) {
    return new DataFormatException(path + ": there is no file " + name + " in it");
  }
}
