package io.embed4j.cli;

import io.embed4j.core.format.DataType;
import io.embed4j.encode.quantize.Int8Ranges;
import io.embed4j.encode.quantize.Quantization;

/** How many bits a dimension of a vector takes, by the names of sentence-transformers. */
enum Precision {
  FLOAT,
  INT8,
  UINT8,
  BINARY,
  UBINARY;

  /** Returns whether codes lie between the smallest and the largest value of each dimension. */
  boolean needsRanges() {
    return this == INT8 || this == UINT8;
  }

  /** Returns the type of a number in a file. */
  DataType type() {
    return switch (this) {
      case FLOAT -> DataType.F32;
      case INT8, BINARY -> DataType.I8;
      case UINT8, UBINARY -> DataType.U8;
    };
  }

  /** Returns how many numbers a vector has in a file. */
  int width(int dim) {
    return switch (this) {
      case FLOAT, INT8, UINT8 -> dim;
      case BINARY, UBINARY -> (dim + 7) / 8;
    };
  }

  /** Returns the numbers of a vector in a file, which are whole but for {@code FLOAT}. */
  Numbers numbers(float[] vector, Int8Ranges ranges) {
    return switch (this) {
      case FLOAT -> new Numbers.Floats(vector);
      case INT8 -> codes(new Quantization.Int8(ranges), vector);
      case UINT8 -> codes(new Quantization.Uint8(ranges), vector);
      case BINARY -> codes(new Quantization.Binary(), vector);
      case UBINARY -> codes(new Quantization.Ubinary(), vector);
    };
  }

  private Numbers codes(Quantization quantization, float[] vector) {
    return new Numbers.Codes(quantization.code(vector), type());
  }

  /** What is written of a vector. */
  sealed interface Numbers {
    /** Returns how many there are. */
    int count();

    /** Returns one with as many digits as tell it from all others. */
    String text(int i);

    /** The vector itself. */
    record Floats(float[] values) implements Numbers {
      @Override
      public int count() {
        return values.length;
      }

      @Override
      public String text(int i) {
        return Float.toString(values[i]);
      }
    }

    /**
     * Its code.
     *
     * @param type I8 or U8
     */
    record Codes(byte[] values, DataType type) implements Numbers {
      @Override
      public int count() {
        return values.length;
      }

      @Override
      public String text(int i) {
        return Integer.toString(type == DataType.U8 ? values[i] & 0xff : values[i]);
      }
    }
  }
}
