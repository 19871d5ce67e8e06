package io.embed4j.encode.tune.data;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.tune.loss.Loss.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads pairs of texts from {@code .tsv} or {@code .txt} (tabs), {@code .csv} (commas, quotes) or
 * {@code .jsonl} (an object a line), in UTF-8. {@code docs/formats.md} shows the columns.
 *
 * @param targets which numbers may stand behind a pair
 * @param maxErrors faulty lines that are left out and reported; one more stops the reading
 */
public record ExampleReader(Targets targets, long maxErrors) {
  public ExampleReader {
    if (maxErrors < 0) {
      throw new IllegalArgumentException("max-errors must be at least 0, but is " + maxErrors);
    }
  }

  /**
   * Reads a file.
   *
   * @throws NotFoundException if there is none
   * @throws DataFormatException if too many lines are faulty, none is left, or all pairs have the
   *     same score or label, from which nothing can be learnt
   */
  public Examples read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("there is no file " + file);
    }
    ErrorLog errors = new ErrorLog(maxErrors);
    List<Example> examples;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      examples = read(file.toString(), in, errors);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file + ": expected UTF-8 text, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    requireEnough(file, examples);
    return new Examples(file.toString(), examples, errors.count(), errors.messages());
  }

  private List<Example> read(String name, BufferedReader in, ErrorLog errors) throws IOException {
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "tsv", "txt" -> new TableExamples(name, targets, errors).read(in, true);
      case "csv" -> new TableExamples(name, targets, errors).read(in, false);
      case "jsonl", "ndjson" -> new JsonExamples(name, targets, errors).read(in);
      default ->
          throw new DataFormatException(
              name + ": expected a file .tsv, .txt, .csv or .jsonl, found ." + kind);
    };
  }

  private void requireEnough(Path file, List<Example> examples) {
    if (examples.isEmpty()) {
      throw new DataFormatException(file + ": there are no pairs in it");
    }
    double first = examples.getFirst().target();
    if (targets.wanted() && examples.stream().allMatch(e -> e.target() == first)) {
      throw new DataFormatException(
          "%s: all %d pairs have the same %s, from which nothing can be learnt"
              .formatted(file, examples.size(), targets.name()));
    }
  }

  /**
   * Returns an example whose texts say something.
   *
   * @throws FaultyLine if they do not
   */
  static Example checked(
      String first, String second, List<String> negatives, double target, Targets targets) {
    if (first.isBlank() || second.isBlank()) {
      String which = first.isBlank() ? "first" : "second";
      throw new FaultyLine("expected two texts, found an empty " + which + " one");
    }
    if (targets.needs() == Needs.NEGATIVES && negatives.isEmpty()) {
      throw new FaultyLine("expected a hard negative after the two texts, found none");
    }
    return new Example(first.strip(), second.strip(), negatives, target);
  }
}
