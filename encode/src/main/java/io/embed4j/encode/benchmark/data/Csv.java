package io.embed4j.encode.benchmark.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of comma-separated values (RFC 4180): a field in quotes may hold commas, and two quotes
 * for one. Line breaks inside fields are not supported: no data set here has them.
 */
final class Csv {
  private Csv() {}

  /** Returns the fields of a line. */
  static List<String> fields(Line line) {
    String text = line.text();
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      at = quoted ? readQuoted(line, at, field) : readPlain(text, at, field);
      fields.add(field.toString());
      if (at == text.length()) {
        return fields;
      }
      if (text.charAt(at) != ',') {
        throw line.fault(at + 1, "expected a comma after the closing quote");
      }
      at++;
    }
  }

  private static int readPlain(String text, int from, StringBuilder field) {
    int comma = text.indexOf(',', from);
    int end = comma < 0 ? text.length() : comma;
    field.append(text, from, end);
    return end;
  }

  private static int readQuoted(Line line, int quote, StringBuilder field) {
    String text = line.text();
    int from = quote + 1;
    while (true) {
      int end = text.indexOf('"', from);
      if (end < 0) {
        throw line.fault(quote + 1, "the quote is not closed in this line");
      }
      field.append(text, from, end);
      if (end + 1 == text.length() || text.charAt(end + 1) != '"') {
        return end + 1;
      }
      field.append('"');
      from = end + 2;
    }
  }
}
