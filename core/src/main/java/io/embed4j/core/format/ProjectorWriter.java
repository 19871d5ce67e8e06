package io.embed4j.core.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Writes vectors for the TensorFlow embedding projector: {@code vectors.tsv}, numbers separated by
 * tabs, one row a line, and {@code metadata.tsv}, which names the rows in the same order. White
 * space inside a name that would end the cell becomes a space.
 */
public final class ProjectorWriter {
  private ProjectorWriter() {}

  /**
   * Writes both files into a folder; either both are replaced or, if writing fails, none.
   *
   * @throws UncheckedIOException if that fails
   */
  public static void write(Path folder, NamedVectors vectors) {
    int rows = vectors.table().rows();
    AtomicFile.Contents numbers = channel -> lines(channel, rows, i -> numbers(vectors, i));
    AtomicFile.Contents names = channel -> lines(channel, rows, i -> cell(vectors, i));
    try (AtomicFile vectorFile = AtomicFile.stage(folder.resolve("vectors.tsv"), numbers);
        AtomicFile nameFile = AtomicFile.stage(folder.resolve("metadata.tsv"), names)) {
      vectorFile.commit();
      nameFile.commit();
    }
  }

  private static void lines(FileChannel channel, int rows, IntFunction<String> line)
      throws IOException {
    // Not closed: the channel belongs to the caller.
    Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
    for (int i = 0; i < rows; i++) {
      out.write(line.apply(i));
      out.write('\n');
    }
    out.flush();
  }

  private static String numbers(NamedVectors vectors, int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < vectors.table().width(); i++) {
      line.append(i == 0 ? "" : "\t").append(vectors.table().row(row).at(i));
    }
    return line.toString();
  }

  private static String cell(NamedVectors vectors, int row) {
    return vectors.names().apply(row).replaceAll("[\\t\\r\\n]", " ");
  }
}
