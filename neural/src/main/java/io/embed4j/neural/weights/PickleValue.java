package io.embed4j.neural.weights;

import io.embed4j.core.format.DataType;
import java.util.List;
import java.util.Map;

/** All that a pickle can become here. There is no value that runs code. */
sealed interface PickleValue {
  /** A text. */
  record Text(String value) implements PickleValue {}

  /** A whole number. */
  record Whole(long value) implements PickleValue {}

  /** Python's True or False. */
  record Truth(boolean value) implements PickleValue {}

  /** A value that no tensor needs, such as None or a fraction. */
  record Other(String kind) implements PickleValue {}

  /** An immutable list. */
  record Tuple(List<PickleValue> items) implements PickleValue {}

  /** A list that is still being filled. */
  record Sequence(List<PickleValue> items) implements PickleValue {}

  /** A dictionary that is still being filled; its keys are texts. */
  record Dictionary(Map<String, PickleValue> entries) implements PickleValue {}

  /** One of the names that a pickle may refer to. */
  record Global(String name) implements PickleValue {}

  /**
   * The elements that tensors share.
   *
   * @param key name of its bytes in the file
   * @param size number of elements
   */
  record Storage(DataType type, String key, long size) implements PickleValue {}

  /**
   * A view of a storage.
   *
   * @param offset its first element
   * @param strides distance of neighbours in each dimension, in elements
   */
  record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides)
      implements PickleValue {}
}
