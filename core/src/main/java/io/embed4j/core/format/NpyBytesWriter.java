package io.embed4j.core.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Writes rows of bytes as a NumPy array file, version 1.0, of type int8 or uint8.
 *
 * @param type I8 or U8
 * @param width bytes of each row
 */
public record NpyBytesWriter(DataType type, int width, List<byte[]> rows)
    implements AtomicFile.Contents {
  public NpyBytesWriter {
    if (type != DataType.I8 && type != DataType.U8) {
      throw new IllegalArgumentException("type must be I8 or U8, but is " + type);
    }
    for (byte[] row : rows) {
      if (row.length != width) {
        throw new IllegalArgumentException(
            "each row must have " + width + " bytes, but one has " + row.length);
      }
    }
    rows = List.copyOf(rows);
  }

  @Override
  public void writeTo(FileChannel channel) throws IOException {
    String name = type == DataType.I8 ? "|i1" : "|u1";
    AtomicFile.writeFully(channel, NpyHeader.of(name, rows.size(), width));
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(1 << 20, width));
    for (byte[] row : rows) {
      if (buffer.remaining() < width) {
        AtomicFile.writeFully(channel, buffer.flip());
        buffer.clear();
      }
      buffer.put(row);
    }
    AtomicFile.writeFully(channel, buffer.flip());
  }
}
