package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/**
 * h = norm(x + attention(x)), y = norm(h + feedForward(h)): the block of Vaswani et al. 2017 and of
 * BERT. Thread-safe: no state.
 */
public record PostNormBlock(
    SelfAttention attention, Norm attentionNorm, FeedForward feedForward, Norm feedForwardNorm)
    implements Block {
  @Override
  public Matrix forward(Matrix x, Pass pass) {
    Workspace space = pass.space();
    Matrix h = attention.product(x, pass);
    finish(h, attention.output(), x, attentionNorm, space);
    Matrix y = feedForward.product(h, space);
    finish(y, feedForward.output(), h, feedForwardNorm, space);
    return y;
  }

  @Override
  public Trace trace(Matrix x, Pass pass, Training training) {
    Training first = training.at(0);
    Training second = training.at(1);
    Trace h =
        new PostNormSum(attention.output(), attentionNorm)
            .trace(x, attention.trace(x, pass, first), first);
    Trace y =
        new PostNormSum(feedForward.output(), feedForwardNorm)
            .trace(h.y(), feedForward.trace(h.y(), second), second);
    return y.after(h, training.space());
  }

  /** y = norm(y + bias + residual), a row at a time; the residual is given back. */
  static void finish(Matrix y, Linear last, Matrix residual, Norm norm, Workspace space) {
    space.forRows(
        y.rows(),
        row -> {
          int at = row * y.rowStride();
          last.addBias(y.data(), at);
          Vectors.addScaled(
              1, residual.data(), row * residual.rowStride(), y.data(), at, y.columns());
          norm.applyInPlace(y.data(), at);
        });
    space.release(residual);
  }
}
