package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/**
 * h = x + attention(norm(x)), y = h + feedForward(norm(h)): GPT-2, T5, Llama. Gemma normalises what
 * is added, too. Thread-safe: no state.
 *
 * @param addedNorm of the attention before it is added
 * @param feedForwardAddedNorm of the feed-forward before it is added
 */
public record PreNormBlock(
    Norm norm,
    SelfAttention attention,
    Norm addedNorm,
    Norm feedForwardNorm,
    FeedForward feedForward,
    Norm feedForwardAddedNorm)
    implements Block {
  /** Returns a block that adds without further norms. */
  public static PreNormBlock of(
      Norm norm, SelfAttention attention, Norm feedForwardNorm, FeedForward feedForward) {
    return new PreNormBlock(
        norm, attention, new NoNorm(), feedForwardNorm, feedForward, new NoNorm());
  }

  @Override
  public Matrix forward(Matrix x, Pass pass) {
    Workspace space = pass.space();
    Matrix normal = norm.forward(x, space);
    Matrix a = attention.product(normal, pass);
    space.release(normal);
    space.forRows(
        x.rows(),
        row -> {
          int at = row * x.rowStride();
          attention.output().addBias(a.data(), at);
          addedNorm.applyInPlace(a.data(), at);
          Vectors.addScaled(1, a.data(), at, x.data(), at, x.columns());
          System.arraycopy(x.data(), at, a.data(), at, x.columns()); // a is now norm(x)
          feedForwardNorm.applyInPlace(a.data(), at);
        });
    Matrix f = feedForward.product(a, space);
    space.release(a);
    space.forRows(
        x.rows(),
        row -> {
          int at = row * x.rowStride();
          feedForward.output().addBias(f.data(), at);
          feedForwardAddedNorm.applyInPlace(f.data(), at);
          Vectors.addScaled(1, f.data(), at, x.data(), at, x.columns());
        });
    space.release(f);
    return x;
  }

  @Override
  public Trace trace(Matrix x, Pass pass, Training training) {
    Training first = training.at(0);
    Training second = training.at(1);
    Trace h =
        new PreNormSum(norm, attention.output(), addedNorm)
            .trace(x, normal -> attention.trace(normal, pass, first), first);
    Trace y =
        new PreNormSum(feedForwardNorm, feedForward.output(), feedForwardAddedNorm)
            .trace(h.y(), normal -> feedForward.trace(normal, second), second);
    return y.after(h, training.space());
  }
}
