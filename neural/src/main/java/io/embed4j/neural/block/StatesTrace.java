package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import java.util.Optional;

/**
 * What a model makes of a batch in training, and the way back. The states belong to the trace,
 * whose {@link #backward} gives them back to the workspace.
 */
public record StatesTrace(States states, Backward backward) {
  /** From the gradients of the states to those of the parameters. */
  public interface Backward {
    /** Adds to the gradients of the parameters; to be called once. */
    void apply(Matrix last, Optional<Matrix> pooled);
  }

  /**
   * Adds to the gradients of the model's parameters; to be called once.
   *
   * @param last gradient of the last states, tokens × dim, row-major; stays as it is
   * @param pooled gradient of the pooled states, where the loss depends on them
   */
  public void backward(Matrix last, Optional<Matrix> pooled) {
    backward.apply(last, pooled);
  }
}
