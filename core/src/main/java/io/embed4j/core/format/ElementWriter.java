package io.embed4j.core.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Writes arrays as little-endian bytes, through one buffer of bounded size. */
final class ElementWriter {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int BUFFER_ELEMENTS = BUFFER_BYTES / Integer.BYTES;

  private ElementWriter() {}

  static void floats(FileChannel channel, float[] data) throws IOException {
    ByteBuffer buffer = buffer();
    for (int from = 0; from < data.length; from += BUFFER_ELEMENTS) {
      int count = Math.min(BUFFER_ELEMENTS, data.length - from);
      buffer.clear().asFloatBuffer().put(data, from, count);
      AtomicFile.writeFully(channel, buffer.limit(count * Float.BYTES));
    }
  }

  static void ints(FileChannel channel, int[] data) throws IOException {
    ByteBuffer buffer = buffer();
    for (int from = 0; from < data.length; from += BUFFER_ELEMENTS) {
      int count = Math.min(BUFFER_ELEMENTS, data.length - from);
      buffer.clear().asIntBuffer().put(data, from, count);
      AtomicFile.writeFully(channel, buffer.limit(count * Integer.BYTES));
    }
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
