package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is checked of a tensor before it is read, and how a fault is told. */
final class TensorChecks {
  private static final int NAMES_SHOWN = 8;

  private TensorChecks() {}

  static void requireShape(String file, String name, List<Long> actual, long... expected) {
    if (!actual.equals(Arrays.stream(expected).boxed().toList())) {
      throw new ModelFormatException(
          file
              + ": tensor "
              + name
              + " must be of shape "
              + Arrays.toString(expected)
              + ", but is "
              + actual);
    }
  }

  /** Returns the number of elements of a shape, which must fit into one array. */
  static int size(String file, String name, List<Long> shape) {
    long size = 1;
    for (long n : shape) {
      // Lengths are below 2^31 from here on, so the product of two cannot overflow.
      if (n < 0 || n > Integer.MAX_VALUE || (size *= n) > Integer.MAX_VALUE - 8) {
        throw new ModelFormatException(file + ": tensor " + name + " has absurd shape " + shape);
      }
    }
    return (int) size;
  }

  static ModelFormatException missing(String file, String name, Set<String> names) {
    String some = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    String more =
        names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
    return new ModelFormatException(
        file + ": there is no tensor " + name + ", only [" + some + "]" + more);
  }
}
