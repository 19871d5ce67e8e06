package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a data set that has more than triples. */
public final class DataFiles {
  private static final int DEPTH = 3;

  private DataFiles() {}

  /**
   * Returns the files in a folder and the folders in it, or in an archive (.zip, .tar, .tar.gz,
   * .tgz).
   *
   * @throws DataFormatException if there is no such folder or archive, or it cannot be read
   */
  public static List<Source> in(Path place) {
    if (Files.isRegularFile(place) && Archive.isArchive(place)) {
      return Archive.files(place);
    }
    if (!Files.isDirectory(place)) {
      throw new DataFormatException(place + ": there is no such folder or archive");
    }
    try (Stream<Path> files = Files.walk(place, DEPTH)) {
      return files.filter(Files::isRegularFile).sorted().map(Source::of).toList();
    } catch (IOException e) {
      DataFormatException failure =
          new DataFormatException(place + ": the folder cannot be listed: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** Returns the first file whose path ends in one of these, the first of them first. */
  public static Optional<Source> find(List<Source> files, List<String> endings) {
    return endings.stream()
        .flatMap(ending -> files.stream().filter(file -> endsIn(file, ending)))
        .findFirst();
  }

  private static boolean endsIn(Source file, String ending) {
    String name = file.name().replace('\\', '/');
    return name.equals(ending) || name.endsWith("/" + ending);
  }
}
