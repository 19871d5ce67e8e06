package io.embed4j.graph.data.line;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Reads a text file line by line into one buffer, without an object per line. Every line it gives
 * is well-formed UTF-8 without zero bytes and not longer than the limit; other lines are reported
 * to the error log and skipped. Lines end with LF or CR LF. Not thread-safe.
 */
public final class LineReader implements AutoCloseable {
  private static final int BLOCK = 1 << 18;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final InputStream in;
  private final int maxLineBytes;
  private final ErrorLog errors;

  private byte[] bytes = new byte[BLOCK];
  private int start;
  private int end;
  private int next; // where the line after the current one starts
  private int filled;
  private boolean finished;
  private boolean terminated; // whether a line feed ended the current line
  private long number;

  /**
   * Starts reading.
   *
   * @param name name of the file, for messages
   * @param in plain text; closed by {@link #close}
   * @param maxLineBytes the longest line that is accepted
   * @param errors where faulty lines are reported
   */
  public LineReader(String name, InputStream in, int maxLineBytes, ErrorLog errors) {
    this.name = name;
    this.in = in;
    this.maxLineBytes = maxLineBytes;
    this.errors = errors;
  }

  /** Moves to the next good line; says whether there is one. */
  public boolean next() {
    while (advance()) {
      if (end - start > maxLineBytes) {
        skipLongLine();
      } else {
        int fault = Utf8.firstFault(bytes, start, end);
        if (fault < 0) {
          return true;
        }
        reportEncoding(fault);
      }
    }
    return false;
  }

  /** Returns the buffer that holds the line; valid until the next call of {@link #next}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where the line starts in {@link #bytes}. */
  public int start() {
    return start;
  }

  /** Returns where the line ends, line break excluded. */
  public int end() {
    return end;
  }

  /** Returns the number of the line, from 1; after the last line, the number of lines. */
  public long number() {
    return number;
  }

  /** Returns the name of the file. */
  public String name() {
    return name;
  }

  /** Reports a fault in the current line at a position in the buffer. */
  public void report(int position, String reason) {
    int until = Math.clamp(position, start, end);
    errors.add(name, number, 1 + Utf8.characters(bytes, start, until), reason);
  }

  /** Returns the first bytes of the file without moving: up to 256 KiB, whole lines or not. */
  public byte[] sample() {
    while (!finished && filled - next < BLOCK && filled < bytes.length) {
      fill();
    }
    skipByteOrderMark();
    return Arrays.copyOfRange(bytes, next, filled);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Finds the end of the next line, which may be too long; reads on as needed. */
  private boolean advance() {
    start = next;
    int scanned = start;
    while (true) {
      int feed = lineFeed(scanned);
      if (feed >= 0) {
        number++;
        skipByteOrderMark();
        next = feed + 1;
        terminated = true;
        end = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
        return true;
      }
      scanned = filled;
      if (finished || filled - start > maxLineBytes + 2) {
        return lastLine();
      }
      int moved = start;
      makeRoom();
      scanned -= moved - start;
      fill();
    }
  }

  /** The rest of the file, or as much of a line that is too long as the buffer holds. */
  private boolean lastLine() {
    if (filled == start) {
      return false;
    }
    number++;
    skipByteOrderMark();
    end = filled > start && bytes[filled - 1] == '\r' ? filled - 1 : filled;
    next = filled;
    terminated = false;
    return true;
  }

  private int lineFeed(int from) {
    int i = from;
    for (; i <= filled - Long.BYTES; i += Long.BYTES) {
      long x = (long) LONG.get(bytes, i) ^ LINE_FEEDS;
      long zeros = (x - ONES) & ~x & HIGH_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; i < filled; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, filled - start);
      filled -= start;
      start = 0;
      next = 0;
    }
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * filled);
    }
  }

  private void fill() {
    try {
      int count = in.read(bytes, filled, bytes.length - filled);
      finished = count < 0;
      filled += Math.max(0, count);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void skipByteOrderMark() {
    if (number <= 1
        && filled - start >= 3
        && bytes[start] == (byte) 0xef
        && bytes[start + 1] == (byte) 0xbb
        && bytes[start + 2] == (byte) 0xbf) {
      start += 3;
      next = Math.max(next, start);
    }
  }

  private void skipLongLine() {
    while (!terminated && !finished) {
      filled = 0;
      next = 0;
      fill();
      int feed = lineFeed(0);
      terminated = feed >= 0;
      next = terminated ? feed + 1 : filled;
    }
    start = next;
    end = next;
    errors.add(
        name,
        number,
        maxLineBytes + 1,
        "expected a line of at most "
            + maxLineBytes
            + " bytes, found a longer one; is this a text file with one statement a line?");
  }

  private void reportEncoding(int fault) {
    int value = bytes[fault] & 0xff;
    boolean wide = number == 1 && fault <= start + 1 && (value >= 0xfe || value == 0);
    String found =
        wide
            ? "what looks like UTF-16"
            : value == 0 ? "a zero byte" : "the byte 0x%02X".formatted(value);
    report(fault, "expected text in UTF-8, found " + found + "; convert the file to UTF-8");
  }

  /** What the user has to know of a failed read: damaged gzip is the usual case. */
  private DataFormatException failure(IOException e) {
    String reason =
        switch (e) {
          case EOFException _ -> "the gzip data are cut off";
          case ZipException _ -> "the gzip data are damaged (" + e.getMessage() + ")";
          default -> "cannot be read (" + e.getMessage() + ")";
        };
    DataFormatException failure =
        new DataFormatException(
            name, number + 1, 1, reason + "; expected more lines; copy or download the file again");
    failure.initCause(e);
    return failure;
  }
}
