package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.DataType;
import io.embed4j.core.format.FloatElements;
import io.embed4j.neural.weights.PickleValue.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a file that {@code torch.save} wrote, read without running anything; see {@link
 * PickleReader}. The file is mapped into memory.
 */
final class PytorchWeights implements Weights {
  private final String where;
  private final Map<String, View> tensors;

  private PytorchWeights(String where, Map<String, View> tensors) {
    this.where = where;
    this.tensors = tensors;
  }

  /** A tensor and the bytes of its storage. */
  private record View(Tensor tensor, MemorySegment storage) {}

  /**
   * Opens a file and checks all its tensors.
   *
   * @throws ModelFormatException if it is missing, damaged, or refers to anything but tensors
   */
  static PytorchWeights openFile(Path path) {
    return of(path.toString(), MappedFile.map(path));
  }

  /** Returns the tensors in the bytes of a file; messages start with {@code where}. */
  static PytorchWeights of(String where, MemorySegment bytes) {
    PytorchFile file = PytorchFile.read(where, bytes);
    Map<String, View> tensors = new LinkedHashMap<>();
    file.entries()
        .forEach(
            (name, value) -> {
              if (value instanceof Tensor tensor) {
                MemorySegment storage = file.storage(name, tensor.storage());
                requireInside(where, name, tensor);
                tensors.put(name, new View(tensor, storage));
              }
            });
    if (tensors.isEmpty()) {
      throw new ModelFormatException(where + ": there are no tensors in it");
    }
    return new PytorchWeights(where, Collections.unmodifiableMap(tensors));
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public List<Long> shape(String name) {
    return view(name).tensor.shape();
  }

  @Override
  public float[] floats(String name, long... shape) {
    View view = view(name);
    Tensor tensor = view.tensor;
    TensorChecks.requireShape(where, name, tensor.shape(), shape);
    DataType type = tensor.storage().type();
    if (!FloatElements.canRead(type)) {
      throw new ModelFormatException(
          where + ": tensor " + name + " must be F32, F16 or BF16, but is " + type);
    }
    float[] data = new float[TensorChecks.size(where, name, tensor.shape())];
    if (data.length == 0) {
      return data;
    }
    long first = tensor.offset() * type.sizeBytes();
    if (tensor.strides().equals(contiguous(tensor.shape()))) {
      FloatElements.read(type, view.storage.asSlice(first), data);
    } else {
      long span = span(tensor);
      float[] elements = new float[TensorChecks.size(where, name, List.of(span))];
      FloatElements.read(type, view.storage.asSlice(first), elements);
      gather(tensor, elements, data);
    }
    return data;
  }

  private View view(String name) {
    View view = tensors.get(name);
    if (view == null) {
      throw TensorChecks.missing(where, name, names());
    }
    return view;
  }

  private static void requireInside(String where, String name, Tensor tensor) {
    String fault = where + ": tensor " + name + " ";
    List<Long> shape = tensor.shape();
    if (shape.size() != tensor.strides().size()
        || shape.stream().anyMatch(n -> n < 0)
        || tensor.strides().stream().anyMatch(n -> n < 0)) {
      throw new ModelFormatException(
          fault + "has absurd shape " + shape + " or strides " + tensor.strides());
    }
    try {
      long elements = shape.stream().reduce(1L, Math::multiplyExact);
      // More elements than the storage has would be one element many times: a bomb.
      if (tensor.offset() < 0
          || elements > tensor.storage().size()
          || (elements > 0
              && Math.addExact(tensor.offset(), span(tensor)) > tensor.storage().size())) {
        throw new ModelFormatException(
            fault
                + "of shape "
                + shape
                + " reaches out of its storage of "
                + tensor.storage().size());
      }
    } catch (ArithmeticException e) {
      throw new ModelFormatException(fault + "has absurd shape " + shape);
    }
  }

  /** Returns the number of elements from the first to the last of a tensor that has some. */
  private static long span(Tensor tensor) {
    long span = 1;
    for (int d = 0; d < tensor.shape().size(); d++) {
      long steps = Math.multiplyExact(tensor.shape().get(d) - 1, tensor.strides().get(d));
      span = Math.addExact(span, steps);
    }
    return span;
  }

  /** Returns the strides of a tensor whose elements follow each other row by row. */
  private static List<Long> contiguous(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape.get(d);
    }
    return List.of(strides);
  }

  private static void gather(Tensor tensor, float[] elements, float[] target) {
    int dimensions = tensor.shape().size();
    long[] index = new long[dimensions];
    int from = 0;
    for (int i = 0; i < target.length; i++) {
      target[i] = elements[from];
      for (int d = dimensions - 1; d >= 0; d--) {
        from += tensor.strides().get(d).intValue();
        if (++index[d] < tensor.shape().get(d)) {
          break;
        }
        from -= (int) (tensor.shape().get(d) * tensor.strides().get(d));
        index[d] = 0;
      }
    }
  }
}
