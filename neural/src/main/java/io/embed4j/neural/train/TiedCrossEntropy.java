package io.embed4j.neural.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;

/**
 * Cross-entropy of guesses of tokens, whose scores are products with the rows E of the table of
 * words, and a bias a word: with z = E·h + b and p = softmax(z),
 *
 * <pre>
 *   loss = mean over guesses of −log p(target)
 *   dz = (p − 1[target]) / guesses    dh = dz·E    dE += dzᵀ·h    db += Σ rows of dz
 * </pre>
 *
 * <p>Press, Wolf: Using the Output Embedding to Improve Language Models, 2017. Scores are computed
 * for some words at a time, twice: first for log Σ exp z, then for the gradient; all at once would
 * need guesses × words of memory.
 */
final class TiedCrossEntropy {
  private static final int WORDS_AT_ONCE = 2048;
  private static final int COLUMNS_AT_ONCE = 64;

  private final Matrix h; // guesses × dim
  private final int[] targets;
  private final Embedding words;
  private final Parameter bias;
  private final Workspace space;
  private final Matrix table; // words × dim
  private final Matrix scores; // guesses × WORDS_AT_ONCE
  private final double[] logSums;
  private final double[] targetScores;

  private TiedCrossEntropy(
      Matrix h, int[] targets, Embedding words, Parameter bias, Workspace space) {
    this.h = h;
    this.targets = targets;
    this.words = words;
    this.bias = bias;
    this.space = space;
    table = Matrix.of(words.table().values(), words.rows(), words.dim());
    scores = space.matrix(h.rows(), Math.min(WORDS_AT_ONCE, words.rows()));
    logSums = new double[h.rows()];
    targetScores = new double[h.rows()];
    Arrays.fill(logSums, Double.NEGATIVE_INFINITY);
  }

  /** The mean loss of the guesses, and its gradient by what they were made of. */
  record Result(double loss, Matrix dh) {}

  /**
   * Returns the loss and dh, and adds to the gradients of words and bias.
   *
   * @param h guesses × dim, at least one
   * @param targets the right word of each
   */
  static Result run(Matrix h, int[] targets, Embedding words, Parameter bias, Workspace space) {
    TiedCrossEntropy entropy = new TiedCrossEntropy(h, targets, words, bias, space);
    double loss = entropy.loss();
    Matrix dh = space.matrix(h.rows(), h.columns());
    Arrays.fill(dh.data(), 0, h.rows() * h.columns(), 0);
    PackedMatrix packed = PackedMatrix.empty();
    packed.repack(h, space.workers());
    for (int word = 0; word < words.rows(); word += WORDS_AT_ONCE) {
      entropy.addGradients(word, packed, dh);
    }
    space.release(entropy.scores);
    return new Result(loss, dh);
  }

  /** Returns the mean loss of the guesses. */
  static double loss(Matrix h, int[] targets, Embedding words, Parameter bias, Workspace space) {
    TiedCrossEntropy entropy = new TiedCrossEntropy(h, targets, words, bias, space);
    double loss = entropy.loss();
    space.release(entropy.scores);
    return loss;
  }

  private double loss() {
    for (int word = 0; word < words.rows(); word += WORDS_AT_ONCE) {
      addToSums(word);
    }
    double loss = 0;
    for (int i = 0; i < targets.length; i++) {
      loss += (logSums[i] - targetScores[i]) / targets.length;
    }
    return loss;
  }

  private Matrix some(int word) {
    return scores.columnRange(0, Math.min(scores.columns(), words.rows() - word));
  }

  /** z of some words, without the bias. */
  private Matrix products(int word) {
    Matrix z = some(word);
    Matrix rows = table.rowRange(word, word + z.columns());
    space.packed().repack(rows.transposed(), space.workers());
    Gemm.multiply(h, space.packed(), z, space.workers());
    return z;
  }

  private void addToSums(int word) {
    Matrix z = products(word);
    space.forRows(
        z.rows(),
        i -> {
          int at = i * z.rowStride();
          Vectors.addScaled(1, bias.values(), word, z.data(), at, z.columns());
          int target = targets[i] - word;
          if (target >= 0 && target < z.columns()) {
            targetScores[i] = z.data()[at + target];
          }
          logSums[i] = logSum(logSums[i], Vectors.logSumExp(z.data(), at, z.columns()));
        });
  }

  /** Returns log(exp a + exp b). */
  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
  }

  private void addGradients(int word, PackedMatrix packedH, Matrix dh) {
    Matrix z = products(word);
    space.forRows(
        z.rows(),
        i -> {
          int at = i * z.rowStride();
          Vectors.addScaled(1, bias.values(), word, z.data(), at, z.columns());
          Vectors.exponentiateInPlace(z.data(), at, z.columns(), (float) logSums[i]);
          int target = targets[i] - word;
          if (target >= 0 && target < z.columns()) {
            z.data()[at + target] -= 1;
          }
          Vectors.scaleInPlace(1f / targets.length, z.data(), at, z.columns());
        });
    space.packed().repack(table.rowRange(word, word + z.columns()), space.workers());
    Gemm.addProduct(z, space.packed(), dh, space.workers());
    if (!words.table().isFrozen()) {
      Matrix gradient = Matrix.of(words.table().gradient(), words.rows(), words.dim());
      Matrix some = gradient.rowRange(word, word + z.columns());
      Gemm.addProduct(z.transposed(), packedH, some, space.workers());
    }
    addBiasGradient(z, word);
  }

  /** Threads share the columns, so that the order of sums stays. */
  private void addBiasGradient(Matrix z, int word) {
    if (bias.isFrozen()) {
      return;
    }
    float[] gradient = bias.gradient();
    space
        .workers()
        .forEach(
            (z.columns() + COLUMNS_AT_ONCE - 1) / COLUMNS_AT_ONCE,
            part -> {
              int from = part * COLUMNS_AT_ONCE;
              int length = Math.min(COLUMNS_AT_ONCE, z.columns() - from);
              for (int i = 0; i < z.rows(); i++) {
                int at = i * z.rowStride() + from;
                Vectors.addScaled(1, z.data(), at, gradient, word + from, length);
              }
            });
  }
}
