package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small files for tests, and graphs as texts. */
final class Inputs {
  private Inputs() {}

  static Path write(Path folder, String name, String text) {
    return write(folder, name, text.getBytes(UTF_8));
  }

  static Path write(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<String> named(KnowledgeGraph graph, Triples triples) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < triples.size(); i++) {
      rows.add(
          graph.entities().name(triples.head(i))
              + " "
              + graph.relations().name(triples.relation(i))
              + " "
              + graph.entities().name(triples.tail(i)));
    }
    return rows;
  }
}
