package io.embed4j.encode.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Lines of the text data sets in {@code text} of the folder that EMBED4J_DATA names. */
final class DataLines {
  private static final int LONGEST = 4000;

  private DataLines() {}

  /** Returns the folder, if there is one. */
  static Optional<Path> folder() {
    return Optional.ofNullable(System.getenv("EMBED4J_DATA"))
        .map(data -> Path.of(data, "text"))
        .filter(Files::isDirectory);
  }

  /** Returns about as many lines as asked for, drawn evenly from all files. */
  static List<String> draw(Path folder, int count) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path archive : files.filter(f -> f.toString().endsWith(".tar.gz")).sorted().toList()) {
        read(archive, all);
      }
    }
    List<String> drawn = new ArrayList<>();
    double step = Math.max(1, all.size() / (double) count);
    for (double i = 0; i < all.size(); i += step) {
      drawn.add(all.get((int) i));
    }
    return drawn;
  }

  private static void read(Path archive, List<String> lines) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          new String(tar.readAllBytes(), UTF_8)
              .lines()
              .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) : line)
              .forEach(lines::add);
        }
      }
    }
  }
}
