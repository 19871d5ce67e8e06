package io.embed4j.encode.benchmark.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Data sets for tests: small ones that are written, and the real ones that EMBED4J_DATA names. */
public final class DataFiles {
  private DataFiles() {}

  /** Writes files into a folder and returns it. */
  public static Path folder(Path folder, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  /** Returns the data set of a folder with one file. */
  static DataSet one(Path folder, String file, String content) throws IOException {
    return DataSet.find("x", folder(folder, Map.of(file, content)));
  }

  /** Returns the bytes of an archive of one folder with files. */
  static byte[] archive(String folder, Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      tar.putArchiveEntry(new TarArchiveEntry(folder + "/"));
      tar.closeArchiveEntry();
      for (var file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(UTF_8);
        var entry = new TarArchiveEntry(folder + "/" + file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the folder of the real data sets, if it is there. */
  public static Optional<Path> real() {
    return Optional.ofNullable(System.getenv(DataSet.VARIABLE))
        .map(Path::of)
        .filter(data -> Files.isDirectory(data.resolve("text")));
  }
}
