package io.embed4j.encode.benchmark.data;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One line of a file, with its place for messages.
 *
 * @param file name of the file
 * @param number counts from 1
 * @param text without the line break
 */
public record Line(String file, int number, String text) {
  /** Returns the fields between tabs, which must be as many as asked for. */
  String[] tabFields(int count) {
    String[] fields = text.split("\t", -1);
    if (fields.length != count) {
      throw fault("expected " + count + " fields between tabs, found " + fields.length);
    }
    return fields;
  }

  /**
   * Returns the fields between commas, which must be as many as asked for. A field in quotes may
   * hold commas, and two quotes for one.
   */
  List<String> commaFields(int count) {
    List<CSVRecord> records;
    try (CSVParser parser = CSVParser.parse(text, CSVFormat.DEFAULT)) {
      records = parser.getRecords();
    } catch (IOException | UncheckedIOException e) {
      throw fault("expected quotes that close, and a comma or the end of the line behind them");
    }
    int found = records.isEmpty() ? 0 : records.getFirst().size();
    if (found != count) {
      throw fault("expected " + count + " fields between commas, found " + found);
    }
    return records.getFirst().toList();
  }

  /** Returns a field as a number that is finite. */
  double number(String field) {
    try {
      double value = Double.parseDouble(field.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for infinities.
    }
    throw fault("expected a number, found \"" + field + "\"");
  }

  /** Returns a failure at this line. */
  DataFormatException fault(String reason) {
    return fault(1, reason);
  }

  /** Returns a failure at a column of this line. */
  DataFormatException fault(int column, String reason) {
    return new DataFormatException(file, number, column, reason);
  }
}
