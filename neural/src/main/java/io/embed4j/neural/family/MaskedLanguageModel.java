package io.embed4j.neural.family;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.MaskedHead;
import io.embed4j.neural.train.Masking.Masked;
import java.util.Arrays;
import java.util.Optional;

/**
 * A model, and a head that guesses hidden tokens.
 *
 * @param trainable the model; its parameters include those of the head
 */
public record MaskedLanguageModel(TrainableModel<TextModel> trainable, MaskedHead head) {
  /**
   * Returns the mean cross-entropy of the guesses, and adds to the gradients of all parameters; 0
   * and nothing if no token is hidden.
   */
  public double lossAndGradients(Masked masked, Training training) {
    if (masked.chosen().length == 0) {
      return 0;
    }
    Workspace space = training.space();
    StatesTrace trace = trainable.model().trace(masked.batch(), training);
    Matrix states = trace.states().last();
    Matrix x = space.matrix(masked.chosen().length, states.columns());
    for (int i = 0; i < x.rows(); i++) {
      copyRow(states, masked.chosen()[i], x, i);
    }
    MaskedHead.Loss loss = head.lossAndGradient(x, masked.targets(), training);
    Matrix dStates = space.matrix(states.rows(), states.columns());
    Arrays.fill(dStates.data(), 0, states.rows() * states.columns(), 0);
    for (int i = 0; i < x.rows(); i++) {
      copyRow(loss.dx(), i, dStates, masked.chosen()[i]);
    }
    trace.backward(dStates, Optional.empty());
    space.releaseAll();
    return loss.value();
  }

  /** Returns the mean cross-entropy of the guesses; 0 if no token is hidden. */
  public double loss(Masked masked, Workers workers) {
    if (masked.chosen().length == 0) {
      return 0;
    }
    Matrix states = trainable.model().forward(masked.batch(), workers).last();
    Matrix x = Matrix.zeros(masked.chosen().length, states.columns());
    for (int i = 0; i < x.rows(); i++) {
      copyRow(states, masked.chosen()[i], x, i);
    }
    return head.loss(x, masked.targets(), new Workspace(workers));
  }

  private static void copyRow(Matrix from, int row, Matrix to, int toRow) {
    System.arraycopy(
        from.data(), row * from.columns(), to.data(), toRow * to.columns(), to.columns());
  }
}
