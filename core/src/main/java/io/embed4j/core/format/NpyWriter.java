package io.embed4j.core.format;

import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes a table as a NumPy array file, version 1.0: little-endian float32, row-major, one row of
 * the array per row of the table.
 *
 * @param table the rows
 */
public record NpyWriter(EmbeddingTable table) implements AtomicFile.Contents {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  @Override
  public void writeTo(FileChannel channel) throws IOException {
    String shape = "(" + table.rows() + ", " + table.width() + ")";
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    int prefix = MAGIC.length + Short.BYTES;
    int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String header = text + " ".repeat(total - prefix - text.length() - 1) + "\n";
    ByteBuffer start = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).putShort((short) header.length());
    start.put(header.getBytes(StandardCharsets.US_ASCII));
    AtomicFile.writeFully(channel, start.flip());
    ElementWriter.floats(channel, table.data());
  }
}
