package io.embed4j.core.format;

import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Writes a table as a NumPy array file, version 1.0: little-endian float32, row-major, one row of
 * the array per row of the table.
 *
 * @param table the rows
 */
public record NpyWriter(EmbeddingTable table) implements AtomicFile.Contents {
  @Override
  public void writeTo(FileChannel channel) throws IOException {
    AtomicFile.writeFully(channel, NpyHeader.of("<f4", table.rows(), table.width()));
    ElementWriter.floats(channel, table.data());
  }
}
