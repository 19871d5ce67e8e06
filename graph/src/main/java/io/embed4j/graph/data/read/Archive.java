package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The files of a .tar, .tar.gz, .tgz or .zip archive as sources. Nothing is unpacked to disk, so
 * that names inside an archive can do no harm: opening a source reads the archive up to it.
 */
final class Archive {
  private static final Pattern ENDING = Pattern.compile("(?i)\\.(tar|tar\\.gz|tgz|zip)$");

  private Archive() {}

  /** Returns whether a file is an archive, by the ending of its name. */
  static boolean isArchive(Path path) {
    return ENDING.matcher(path.toString()).find();
  }

  /** Returns the file name without what makes it an archive. */
  static String stem(Path path) {
    return ENDING.matcher(Source.of(path).fileName()).replaceFirst("");
  }

  /**
   * Returns the files in it, in its order.
   *
   * @throws DataFormatException if it cannot be read
   */
  static List<Source> files(Path path) {
    List<Source> files = new ArrayList<>();
    try (ArchiveInputStream<?> archive = open(path)) {
      for (ArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (!entry.isDirectory()) {
          String name = entry.getName();
          files.add(new Source(path + "/" + name, () -> openFile(path, name)));
        }
      }
      return files;
    } catch (IOException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
      DataFormatException failure =
          new DataFormatException(path + ": the archive cannot be read: " + reason);
      failure.initCause(e);
      throw failure;
    }
  }

  private static InputStream openFile(Path path, String name) throws IOException {
    ArchiveInputStream<?> archive = open(path);
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      if (!entry.isDirectory() && entry.getName().equals(name)) {
        return archive;
      }
    }
    archive.close();
    throw new FileNotFoundException(name + " is no longer in it");
  }

  private static ArchiveInputStream<?> open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    String name = path.toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".zip")) {
        return new ZipArchiveInputStream(in);
      }
      return new TarArchiveInputStream(name.endsWith(".tar") ? in : new GZIPInputStream(in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
