package io.embed4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.UntrustedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Documents of a file: a line each, or in JSON lines the fields title and text. */
final class TextCorpus {
  private TextCorpus() {}

  /**
   * Reads a file.
   *
   * @throws NotFoundException if there is none
   */
  static List<String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("there is no file " + file);
    }
    boolean json = file.toString().endsWith(".jsonl");
    List<String> texts = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.isBlank()) {
        texts.add(json ? text(file + ":" + number, line) : line.strip());
      }
    }
    return texts;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String where, String line) {
    JsonNode node = UntrustedJson.read(where, line.getBytes(StandardCharsets.UTF_8));
    String title = node.path("title").asText("");
    return (title + " " + node.path("text").asText("")).strip();
  }
}
