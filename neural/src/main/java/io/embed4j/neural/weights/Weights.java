package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a checkpoint by their name, widened to float32 where they are stored in fewer
 * bits. Thread-safe.
 */
public interface Weights {
  /** Returns the names of all tensors. */
  Set<String> names();

  /**
   * Returns the lengths of a tensor's dimensions; the last one varies fastest.
   *
   * @throws ModelFormatException if there is none of this name
   */
  List<Long> shape(String name);

  /**
   * Returns a new array of the elements of a tensor, row-major.
   *
   * @throws ModelFormatException if it is missing, or of another shape; the message names the
   *     tensor and the file
   */
  float[] floats(String name, long... shape);
}
