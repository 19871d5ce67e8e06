package io.embed4j.core.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The start of a NumPy array file of two dimensions, version 1.0, row-major. */
final class NpyHeader {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] VERSION = {1, 0};
  private static final int ALIGNMENT = 64;

  private NpyHeader() {}

  /**
   * Returns the bytes before the elements, whose number is a multiple of 64.
   *
   * @param type of an element, as NumPy writes it, such as {@code <f4}
   */
  static ByteBuffer of(String type, int rows, int width) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }".formatted(type, rows, width);
    int prefix = MAGIC.length + VERSION.length + Short.BYTES;
    int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String header = text + " ".repeat(total - prefix - text.length() - 1) + "\n";
    ByteBuffer start = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).put(VERSION).putShort((short) header.length());
    return start.put(header.getBytes(StandardCharsets.US_ASCII)).flip();
  }
}
