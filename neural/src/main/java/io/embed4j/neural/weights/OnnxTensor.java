package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.Cursor;
import io.embed4j.core.format.DataType;
import io.embed4j.core.format.FloatElements;
import io.embed4j.core.format.ProtoReader;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/**
 * A constant of an ONNX graph; its elements stay where they are until they are read.
 *
 * @param where the path, for messages
 * @param type number of the element type in {@code TensorProto.DataType}
 * @param encoding how {@code data} holds the elements
 */
record OnnxTensor(
    String where, String name, int type, List<Long> shape, Encoding encoding, OnnxData data) {
  static final int UINT8 = 2;
  static final int INT8 = 3;

  /** Types that float32 holds exactly. */
  private static final Map<Integer, DataType> FLOATS =
      Map.of(1, DataType.F32, 10, DataType.F16, 16, DataType.BF16);

  /** Bytes of an element by type; texts, complex and four-bit numbers are absent. */
  private static final Map<Integer, Integer> SIZES =
      Map.ofEntries(
          Map.entry(1, 4), // FLOAT
          Map.entry(UINT8, 1),
          Map.entry(INT8, 1),
          Map.entry(4, 2), // UINT16
          Map.entry(5, 2), // INT16
          Map.entry(6, 4), // INT32
          Map.entry(7, 8), // INT64
          Map.entry(9, 1), // BOOL
          Map.entry(10, 2), // FLOAT16
          Map.entry(11, 8), // DOUBLE
          Map.entry(12, 4), // UINT32
          Map.entry(13, 8), // UINT64
          Map.entry(16, 2)); // BFLOAT16

  /** How elements are stored. */
  enum Encoding {
    /** Little-endian elements in a row. */
    RAW,
    /** A varint an element. */
    VARINTS,
    /** In a way that no weights are. */
    OTHER
  }

  OnnxTensor {
    Integer sizeBytes = SIZES.get(type);
    if (encoding == Encoding.RAW && sizeBytes != null) {
      // The size of real weights fits; of an absurd shape the product would not.
      long bytes = (long) TensorChecks.size(where, name, shape) * sizeBytes;
      if (bytes != data.byteSize()) {
        throw new ModelFormatException(
            where
                + ": tensor "
                + name
                + " of shape "
                + shape
                + " needs "
                + bytes
                + " bytes, but has "
                + data.byteSize());
      }
    }
  }

  OnnxTensor named(String newName) {
    return new OnnxTensor(where, newName, type, shape, encoding, data);
  }

  boolean isInt8() {
    return type == UINT8 || type == INT8;
  }

  int size() {
    return TensorChecks.size(where, name, shape);
  }

  /** Returns the elements of a tensor of floats, widened to float32. */
  float[] floats() {
    DataType floatType = FLOATS.get(type);
    if (floatType == null || encoding != Encoding.RAW) {
      throw new ModelFormatException(
          where
              + ": tensor "
              + name
              + " must be of float32, float16 or bfloat16, but is of type "
              + type
              + (isInt8() ? ", without a scale that the graph would show" : ""));
    }
    float[] elements = new float[size()];
    return data.read(
        bytes -> {
          FloatElements.read(floatType, bytes, elements);
          return elements;
        });
  }

  /** Returns the elements of a tensor of int8 or uint8. */
  int[] integers() {
    int[] elements = new int[size()];
    if (!isInt8() || encoding == Encoding.OTHER) {
      throw new ModelFormatException(
          where + ": tensor " + name + " must be of int8 or uint8, but is of type " + type);
    }
    if (encoding == Encoding.RAW) {
      int mask = type == UINT8 ? 0xff : -1;
      byte[] bytes = data.read(segment -> segment.toArray(ValueLayout.JAVA_BYTE));
      for (int i = 0; i < bytes.length; i++) {
        elements[i] = bytes[i] & mask;
      }
      return elements;
    }
    List<Long> wholes =
        data.read(bytes -> ProtoReader.wholes(new Cursor(where, bytes), elements.length));
    if (wholes.size() != elements.length) {
      throw new ModelFormatException(
          where
              + ": tensor "
              + name
              + " of shape "
              + shape
              + " has "
              + wholes.size()
              + " elements");
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = wholes.get(i).intValue();
    }
    return elements;
  }
}
