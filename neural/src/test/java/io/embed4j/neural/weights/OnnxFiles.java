package io.embed4j.neural.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small ONNX models; numbers of fields as in onnx.proto. */
final class OnnxFiles {
  private OnnxFiles() {}

  static byte[] model(byte[]... graph) {
    return concat(List.of(whole(1, 8), field(7, concat(List.of(graph)))));
  }

  static byte[] node(String operator, String inputs, String output, byte[]... more) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    for (String input : inputs.split(" ", -1)) {
      node.writeBytes(text(1, input));
    }
    node.writeBytes(text(2, output));
    node.writeBytes(text(4, operator));
    node.writeBytes(concat(List.of(more)));
    return field(1, node.toByteArray());
  }

  static byte[] attribute(String name, byte[] value) {
    return field(5, concat(List.of(text(1, name), value)));
  }

  /** A tensor whose elements are in {@code data}, a field of its own. */
  static byte[] tensor(String name, int type, byte[] data, long... shape) {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    for (long n : shape) {
      tensor.writeBytes(whole(1, n));
    }
    tensor.writeBytes(whole(2, type));
    tensor.writeBytes(text(8, name));
    tensor.writeBytes(data);
    return field(5, tensor.toByteArray());
  }

  static byte[] floats(String name, float[] values, long... shape) {
    return tensor(name, 1, field(9, raw(values)), shape);
  }

  static byte[] raw(float... values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  static byte[] text(int field, String text) {
    return field(field, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] field(int field, byte[] bytes) {
    return concat(List.of(varint(field << 3 | 2), varint(bytes.length), bytes));
  }

  static byte[] whole(int field, long value) {
    return concat(List.of(varint(field << 3), varint(value)));
  }

  static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while (rest >>> 7 != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  static byte[] concat(List<byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    parts.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
