package io.embed4j.neural.weights;

import io.embed4j.core.format.Cursor;
import io.embed4j.core.format.DataType;
import io.embed4j.neural.weights.PickleValue.Dictionary;
import io.embed4j.neural.weights.PickleValue.Global;
import io.embed4j.neural.weights.PickleValue.Sequence;
import io.embed4j.neural.weights.PickleValue.Storage;
import io.embed4j.neural.weights.PickleValue.Tensor;
import io.embed4j.neural.weights.PickleValue.Text;
import io.embed4j.neural.weights.PickleValue.Tuple;
import io.embed4j.neural.weights.PickleValue.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The names that a checkpoint may refer to, and what stands for them here. Python would import the
 * module and call the function; here each name is a case of a switch, and all others are refused.
 */
final class PytorchNames {
  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final String REBUILD_TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String REBUILD_PARAMETER = "torch._utils._rebuild_parameter";
  private static final int MAX_DIMENSIONS = 64;
  private static final Map<String, DataType> STORAGES =
      Map.of(
          "torch.FloatStorage", DataType.F32,
          "torch.HalfStorage", DataType.F16,
          "torch.BFloat16Storage", DataType.BF16,
          "torch.DoubleStorage", DataType.F64,
          "torch.LongStorage", DataType.I64,
          "torch.IntStorage", DataType.I32,
          "torch.ShortStorage", DataType.I16,
          "torch.CharStorage", DataType.I8,
          "torch.ByteStorage", DataType.U8,
          "torch.BoolStorage", DataType.BOOL);

  private PytorchNames() {}

  /** Returns a name if it is known. */
  static Global global(Cursor at, String name) {
    if (STORAGES.containsKey(name)) {
      return new Global(name);
    }
    return switch (name) {
      case ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER -> new Global(name);
      default ->
          throw at.fault(
              "refers to " + name + ", which is refused: a file of weights needs no such thing");
    };
  }

  /** Returns what Python would get by calling a name. */
  static PickleValue call(Cursor at, PickleValue callee, PickleValue arguments) {
    if (callee instanceof Global(String name) && arguments instanceof Tuple(var items)) {
      if (name.equals(ORDERED_DICT) && items.isEmpty()) {
        return new Dictionary(new LinkedHashMap<>());
      }
      if (name.equals(REBUILD_PARAMETER)
          && !items.isEmpty()
          && items.getFirst() instanceof Tensor tensor) {
        return tensor;
      }
      // storage, offset, size, stride, requires_grad, backward hooks
      if (name.equals(REBUILD_TENSOR)
          && items.size() >= 4
          && items.get(0) instanceof Storage storage
          && items.get(1) instanceof Whole(long offset)) {
        return new Tensor(storage, offset, lengths(at, items.get(2)), lengths(at, items.get(3)));
      }
      throw at.fault("calls " + name + " with other arguments than PyTorch would");
    }
    throw at.fault("calls something that cannot be called");
  }

  /** Returns what a reference outside the pickle means: ('storage', type, key, device, size). */
  static Storage storage(Cursor at, PickleValue reference) {
    if (reference instanceof Tuple(var items)
        && items.size() >= 5
        && items.get(0) instanceof Text(String kind)
        && kind.equals("storage")
        && items.get(1) instanceof Global(String name)
        && STORAGES.containsKey(name)
        && items.get(2) instanceof Text(String key)
        && items.get(4) instanceof Whole(long size)
        && (items.size() == 5 || items.get(5) instanceof PickleValue.Other)) {
      return new Storage(Objects.requireNonNull(STORAGES.get(name)), key, size);
    }
    throw at.fault("refers to something else than a storage");
  }

  private static List<Long> lengths(Cursor at, PickleValue value) {
    List<PickleValue> items =
        switch (value) {
          case Tuple(var tuple) -> tuple;
          case Sequence(var sequence) -> sequence;
          default -> throw at.fault("a shape must be a list");
        };
    if (items.size() > MAX_DIMENSIONS) {
      throw at.fault("a shape of " + items.size() + " dimensions");
    }
    List<Long> lengths = new ArrayList<>();
    for (PickleValue item : items) {
      if (!(item instanceof Whole(long length))) {
        throw at.fault("a shape must hold whole numbers");
      }
      lengths.add(length);
    }
    return lengths;
  }
}
