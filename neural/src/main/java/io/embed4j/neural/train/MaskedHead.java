package io.embed4j.neural.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;

/**
 * What guesses hidden tokens from their states x: scores E·h + b of all words, with h = norm(f(x·Wᵀ
 * + c)) and E the table of words, which the model shares. Devlin et al.: BERT, 2019.
 *
 * @param dense W and c
 * @param words E
 * @param bias b, one number a word
 */
public record MaskedHead(
    Linear dense, Activation activation, Norm norm, Embedding words, Parameter bias) {
  public MaskedHead {
    if (bias.size() != words.rows()) {
      throw new IllegalArgumentException(
          "bias must have %d elements, but has %d".formatted(words.rows(), bias.size()));
    }
  }

  /** A mean loss, and its gradient by the states. */
  public record Loss(double value, Matrix dx) {}

  /**
   * Returns the mean cross-entropy of the guesses and its gradient, which is the caller's, and adds
   * to the gradients of the head and of the table of words.
   *
   * @param x states of hidden tokens, at least one
   * @param targets the right word of each
   */
  public Loss lossAndGradient(Matrix x, int[] targets, Training training) {
    Workspace space = training.space();
    Trace z = dense.trace(x, training); // guesses × dim
    Matrix f = activated(z.y(), space);
    Trace h = norm.trace(f, training);
    TiedCrossEntropy.Result result = TiedCrossEntropy.run(h.y(), targets, words, bias, space);
    Matrix df = h.backward(result.dh());
    space.forRows(
        df.rows(),
        row -> {
          int at = row * df.columns();
          activation.backwardInPlace(z.y().data(), at, df.data(), at, df.columns());
        });
    Matrix dx = z.backward(df);
    List.of(f, df, result.dh()).forEach(space::release);
    return new Loss(result.loss(), dx);
  }

  /**
   * Returns the mean cross-entropy of the guesses.
   *
   * @param x states of hidden tokens, at least one
   * @param targets the right word of each
   */
  public double loss(Matrix x, int[] targets, Workspace space) {
    Training training = Training.of(space);
    Matrix f = activated(dense.trace(x, training).y(), space);
    return TiedCrossEntropy.loss(norm.trace(f, training).y(), targets, words, bias, space);
  }

  private Matrix activated(Matrix z, Workspace space) {
    Matrix f = space.matrix(z.rows(), z.columns());
    Rows.copy(z, f, 0);
    space.forRows(
        f.rows(), row -> activation.applyInPlace(f.data(), row * f.columns(), f.columns()));
    return f;
  }
}
