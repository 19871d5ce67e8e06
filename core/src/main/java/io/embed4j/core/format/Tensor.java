package io.embed4j.core.format;

import java.util.Arrays;
import java.util.List;

/** An array with a shape, to be written to a safetensors file; the array is not copied. */
public sealed interface Tensor {
  /** Returns the lengths of the dimensions; the last one varies fastest. */
  List<Integer> shape();

  /** Returns the type of the elements in the file. */
  DataType type();

  /** Returns the number of elements. */
  int size();

  /** A tensor of floats. */
  record Floats(float[] data, List<Integer> shape) implements Tensor {
    public Floats {
      requireSize(shape, data.length);
    }

    @Override
    public DataType type() {
      return DataType.F32;
    }

    @Override
    public int size() {
      return data.length;
    }
  }

  /** A tensor of whole numbers of 32 bits. */
  record Ints(int[] data, List<Integer> shape) implements Tensor {
    public Ints {
      requireSize(shape, data.length);
    }

    @Override
    public DataType type() {
      return DataType.I32;
    }

    @Override
    public int size() {
      return data.length;
    }
  }

  /** Returns a tensor of floats. */
  static Tensor of(float[] data, Integer... shape) {
    return new Floats(data, List.of(shape));
  }

  /** Returns a tensor of whole numbers. */
  static Tensor of(int[] data, Integer... shape) {
    return new Ints(data, List.of(shape));
  }

  private static void requireSize(List<Integer> shape, int length) {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    if (size != length || shape.stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "shape must describe "
              + length
              + " elements, but is "
              + Arrays.toString(shape.toArray()));
    }
  }
}
