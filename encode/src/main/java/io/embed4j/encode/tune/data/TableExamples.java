package io.embed4j.encode.tune.data;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables: texts separated by tabs, or CSV with quotes. A heading is known by the names of its
 * columns. Without one: first text, second text, hard negatives if any, and last the score or
 * label, if the loss wants one.
 */
final class TableExamples {
  private final String name;
  private final Targets targets;
  private final ErrorLog errors;

  TableExamples(String name, Targets targets, ErrorLog errors) {
    this.name = name;
    this.targets = targets;
    this.errors = errors;
  }

  List<Example> read(Reader in, boolean tabs) throws IOException {
    CSVFormat format = tabs ? CSVFormat.TDF.builder().setQuote(null).get() : CSVFormat.DEFAULT;
    List<Example> examples = new ArrayList<>();
    Optional<Columns> columns = Optional.empty();
    try (CSVParser parser = CSVParser.parse(in, format)) {
      long line = 1;
      for (CSVRecord fields : parser) {
        Optional<Columns> heading =
            columns.isEmpty() ? Columns.ofHeading(fields.toList()) : Optional.empty();
        if (heading.isPresent()) {
          columns = heading;
        } else {
          Columns known = columns.orElseGet(() -> Columns.ofCount(fields.size(), targets.wanted()));
          columns = Optional.of(known);
          add(fields, known, line, examples);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IllegalStateException | UncheckedIOException e) {
      throw fault(e);
    }
    return examples;
  }

  /** The parser speaks of quotes that do not close, and where. */
  private RuntimeException fault(RuntimeException e) throws IOException {
    if (e.getCause() instanceof CSVException csv) {
      return new DataFormatException(name + ": " + csv.getMessage());
    }
    if (e.getCause() instanceof IOException io) {
      throw io;
    }
    return e;
  }

  private void add(CSVRecord fields, Columns columns, long line, List<Example> examples) {
    try {
      examples.add(example(fields, columns));
    } catch (FaultyLine e) {
      errors.add(name, line, 1, String.valueOf(e.getMessage()));
    }
  }

  private Example example(CSVRecord fields, Columns columns) {
    if (fields.size() < 2 || (targets.wanted() && fields.size() < 3)) {
      String score = targets.wanted() ? " and a " + targets.expected() : "";
      throw new FaultyLine("expected two texts%s, found %d fields".formatted(score, fields.size()));
    }
    if (fields.size() != columns.count()) {
      throw new FaultyLine(
          "expected %d fields as in the first line, found %d"
              .formatted(columns.count(), fields.size()));
    }
    if (targets.wanted() && columns.target() < 0) {
      throw new FaultyLine("expected a column score or label in the heading, found none");
    }
    List<String> negatives = new ArrayList<>();
    for (int column : columns.negatives()) {
      if (!fields.get(column).isBlank()) {
        negatives.add(fields.get(column).strip());
      }
    }
    double target = targets.wanted() ? targets.parse(fields.get(columns.target())) : Double.NaN;
    return ExampleReader.checked(
        fields.get(columns.first()), fields.get(columns.second()), negatives, target, targets);
  }
}
