package io.embed4j.graph.data.read;

import io.embed4j.graph.data.line.LineReader;
import java.util.Arrays;

/**
 * Cuts lines into fields at a separator. Fields are trimmed of spaces; a quoted field (RFC 4180)
 * may hold the separator, and a doubled quote stands for one. A field must end on its line. Not
 * thread-safe.
 */
final class DelimitedReader {
  private static final byte QUOTE = '"';

  private final LineReader lines;
  private final byte separator;
  private final boolean quoted;
  private final byte[] comment;

  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int count;
  private long skipped;

  /** Reads from the next line on. */
  DelimitedReader(LineReader lines, byte separator, boolean quoted, byte[] comment) {
    this.lines = lines;
    this.separator = separator;
    this.quoted = quoted;
    this.comment = comment;
  }

  /** Moves to the next line that is neither blank nor a comment; says whether there is one. */
  boolean next() {
    while (lines.next()) {
      if (isBlank() || isComment()) {
        skipped++;
      } else if (cut()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number of fields of the line. */
  int count() {
    return count;
  }

  /** Returns where a field starts in the buffer of the lines. */
  int start(int field) {
    return starts[field];
  }

  /** Returns where a field ends. */
  int end(int field) {
    return ends[field];
  }

  /** Returns how many blank lines and comments were passed over. */
  long skipped() {
    return skipped;
  }

  private boolean isBlank() {
    byte[] bytes = lines.bytes();
    int i = lines.start();
    while (i < lines.end() && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i == lines.end();
  }

  private boolean isComment() {
    int from = lines.start();
    int to = from + comment.length;
    return comment.length > 0
        && to <= lines.end()
        && Arrays.equals(lines.bytes(), from, to, comment, 0, comment.length);
  }

  /** Finds the fields of the current line; a fault is reported and answered by false. */
  private boolean cut() {
    byte[] bytes = lines.bytes();
    int end = lines.end();
    int i = lines.start();
    count = 0;
    while (true) {
      int field = i;
      if (quoted && isQuoteNext(i)) {
        i = cutQuoted(i);
        if (i < 0) {
          return false;
        }
      } else {
        while (i < end && bytes[i] != separator) {
          i++;
        }
        addTrimmed(field, i);
      }
      if (i == end) {
        return true;
      }
      i++;
    }
  }

  private boolean isQuoteNext(int i) {
    int at = skipSpaces(i);
    return at < lines.end() && lines.bytes()[at] == QUOTE;
  }

  private int skipSpaces(int i) {
    int at = i;
    while (at < lines.end() && lines.bytes()[at] == ' ' && separator != ' ') {
      at++;
    }
    return at;
  }

  /**
   * Adds a quoted field, closing up doubled quotes in place; returns its end, or -1 for a fault.
   */
  private int cutQuoted(int from) {
    byte[] bytes = lines.bytes();
    int end = lines.end();
    int open = skipSpaces(from);
    int out = open + 1;
    int i = open + 1;
    while (i < end && (bytes[i] != QUOTE || (i + 1 < end && bytes[i + 1] == QUOTE))) {
      i += bytes[i] == QUOTE ? 1 : 0;
      bytes[out++] = bytes[i++];
    }
    if (i == end) {
      lines.report(open, "expected a closing quote for this field, found the end of the line");
      return -1;
    }
    addTrimmed(open + 1, out);
    i = skipSpaces(i + 1);
    if (i < end && bytes[i] != separator) {
      lines.report(i, "expected a separator after the closing quote, found more text");
      return -1;
    }
    return i;
  }

  private void addTrimmed(int from, int to) {
    byte[] bytes = lines.bytes();
    int start = from;
    int end = to;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (start < end && bytes[end - 1] == ' ') {
      end--;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }
}
