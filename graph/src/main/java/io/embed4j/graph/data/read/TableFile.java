package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.read.Layout.Separator;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads a delimited text file that holds no triples, row by row. */
public final class TableFile {
  private static final int LONGEST_LINE_BYTES = 1 << 20;
  private static final byte[] COMMENT = "#".getBytes(UTF_8);

  private TableFile() {}

  /**
   * A row of a table.
   *
   * @param file the name of the file
   * @param line its number, from 1
   * @param fields trimmed, without quotes
   */
  public record Row(String file, long line, List<String> fields) {
    /** Returns the failure that a field of this row, from 0, is not what it should be. */
    public DataFormatException failure(int field, String reason) {
      return new DataFormatException(file + ":" + line + ": column " + (field + 1) + ": " + reason);
    }
  }

  /**
   * Hands over the rows of a file. Columns are separated by the first of tab, comma, semicolon, |
   * and space that gives the first row enough of them; with comma and semicolon a field may stand
   * in quotes. Lines that are blank or start with # are passed over.
   *
   * @param leastFields what every row must have
   * @throws DataFormatException if the file cannot be read, or a row is shorter
   */
  public static void read(Source source, int leastFields, Consumer<Row> rows) {
    ErrorLog strict = new ErrorLog(0);
    try (LineReader lines =
        new LineReader(source.name(), source.open(), LONGEST_LINE_BYTES, strict)) {
      byte[] sample = lines.sample();
      DelimitedReader fields = fields(lines, separator(sample, leastFields));
      while (fields.next()) {
        Row row = new Row(source.name(), lines.number(), texts(lines, fields));
        if (row.fields().size() < leastFields) {
          throw new DataFormatException(
              row.file(),
              row.line(),
              1,
              "expected at least %d columns separated by tab, comma, semicolon, | or space, found %d"
                  .formatted(leastFields, row.fields().size()));
        }
        rows.accept(row);
      }
    }
  }

  private static DelimitedReader fields(LineReader lines, Separator separator) {
    boolean quoted = separator == Separator.COMMA || separator == Separator.SEMICOLON;
    return new DelimitedReader(lines, separator.character(), quoted, COMMENT);
  }

  private static Separator separator(byte[] sample, int leastFields) {
    return Arrays.stream(Separator.values())
        .filter(separator -> separator != Separator.GUESS)
        .filter(separator -> columns(sample, separator) >= leastFields)
        .findFirst()
        .orElse(Separator.TAB);
  }

  private static int columns(byte[] sample, Separator separator) {
    ErrorLog lenient = new ErrorLog(Long.MAX_VALUE);
    LineReader lines =
        new LineReader("sample", new ByteArrayInputStream(sample.clone()), sample.length, lenient);
    DelimitedReader fields = fields(lines, separator);
    return fields.next() ? fields.count() : 0;
  }

  private static List<String> texts(LineReader lines, DelimitedReader fields) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.count(); i++) {
      int length = fields.end(i) - fields.start(i);
      texts.add(new String(lines.bytes(), fields.start(i), length, UTF_8));
    }
    return texts;
  }
}
