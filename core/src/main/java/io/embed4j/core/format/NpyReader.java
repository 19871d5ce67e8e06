package io.embed4j.core.format;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a NumPy array file of two dimensions: float32, little-endian, row-major. */
public final class NpyReader {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False),"
              + " 'shape': \\((\\d{1,9}), (\\d{1,9}),?\\), *\\}\\s*");

  private NpyReader() {}

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it holds anything else, or more or less than it says
   * @throws UncheckedIOException if it cannot be read
   */
  public static EmbeddingTable read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Cursor in = new Cursor(file.toString(), MemorySegment.ofArray(bytes));
    if (!startsWithMagic(bytes)) {
      throw in.fault("expected a NumPy array file (.npy), found something else");
    }
    in.skip(NpyHeader.MAGIC.length);
    int major = in.unsignedByte();
    in.skip(1);
    long length = major == 1 ? in.unsignedShort() : in.unsignedInt();
    String header = in.text(length, 1 << 16);
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches() || !parts.group(1).equals("<f4") || parts.group(2).equals("True")) {
      throw in.fault(
          "expected an array of rows of float32 ('<f4'), row-major, found " + header.strip());
    }
    int rows = Integer.parseInt(parts.group(3));
    int width = Integer.parseInt(parts.group(4));
    if (in.remaining() != (long) rows * width * Float.BYTES) {
      throw in.fault(
          "expected the elements of %d rows of %d, found %d bytes"
              .formatted(rows, width, in.remaining()));
    }
    EmbeddingTable table = EmbeddingTable.zeros(rows, width);
    FloatElements.read(DataType.F32, in.slice(in.remaining()), table.data());
    return table;
  }

  private static boolean startsWithMagic(byte[] bytes) {
    int n = NpyHeader.MAGIC.length;
    return bytes.length > n && Arrays.equals(bytes, 0, n, NpyHeader.MAGIC, 0, n);
  }
}
