package io.embed4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts from arguments, a file or standard input, one after the other. */
final class TextLines implements Iterator<String>, AutoCloseable {
  private final @Nullable Iterator<String> given;
  private final BufferedReader lines;
  private final String name;
  private int number;
  private Optional<String> next = Optional.empty();

  private TextLines(@Nullable Iterator<String> given, BufferedReader lines, String name) {
    this.given = given;
    this.lines = lines;
    this.name = name;
  }

  /** Returns the arguments if there are any, else the lines of the file, else those of input. */
  static TextLines of(List<String> texts, Optional<Path> file) {
    if (!texts.isEmpty()) {
      return new TextLines(texts.iterator(), new BufferedReader(new StringReader("")), "");
    }
    try {
      if (file.isPresent() && Files.isDirectory(file.get())) {
        throw new DataFormatException(
            file.get() + ": expected a file with a text a line, found a folder");
      }
      // a decoder, unlike a charset, reports bytes that are no UTF-8
      return file.isPresent()
          ? new TextLines(null, Files.newBufferedReader(file.get()), file.get().toString())
          : new TextLines(
              null,
              new BufferedReader(
                  new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder())),
              "standard input");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean hasNext() {
    if (given != null) {
      return given.hasNext();
    }
    if (next.isEmpty()) {
      next = read();
    }
    return next.isPresent();
  }

  private Optional<String> read() {
    try {
      String line = lines.readLine();
      number++;
      if (line == null) {
        return Optional.empty();
      }
      String unmarked = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      return Optional.of(name.endsWith(".jsonl") ? text(unmarked) : unmarked);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          "%s: expected text in UTF-8, found other bytes in line %d or soon after (convert it:"
                  .formatted(name, number + 1)
              + " iconv -f LATIN1 -t UTF-8)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String line) {
    try {
      JsonNode json = UntrustedJson.read("it", line.getBytes(StandardCharsets.UTF_8));
      if (json.path("text").isTextual()) {
        return json.path("text").asText();
      }
      throw new ModelFormatException("its field \"text\" is missing or no string");
    } catch (ModelFormatException e) {
      throw new DataFormatException(
          "%s:%d: expected a JSON object with a text: %s".formatted(name, number, e.getMessage()));
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (given != null) {
      return given.next();
    }
    String text = next.orElseThrow();
    next = Optional.empty();
    return text;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
