package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.CrossAttention;
import io.embed4j.neural.attention.Memory;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Workspace;

/**
 * Attention to itself, to the encoder, feed-forward, each of normalised states and then added: T5.
 * Thread-safe: no state.
 */
public record PreNormDecoderBlock(
    Norm norm,
    SelfAttention attention,
    Norm crossNorm,
    CrossAttention cross,
    Norm feedForwardNorm,
    FeedForward feedForward)
    implements DecoderBlock {
  @Override
  public Matrix forward(Matrix x, Pass pass, Memory memory) {
    Workspace space = pass.space();
    Matrix normal = norm.forward(x, space);
    add(attention.product(normal, pass), attention.output(), x, space);
    space.release(normal);
    normal = crossNorm.forward(x, space);
    add(cross.product(normal, pass, memory), cross.output(), x, space);
    space.release(normal);
    normal = feedForwardNorm.forward(x, space);
    add(feedForward.product(normal, space), feedForward.output(), x, space);
    space.release(normal);
    return x;
  }

  /** x += y + bias; y is given back. */
  private static void add(Matrix y, Linear last, Matrix x, Workspace space) {
    space.forRows(
        x.rows(),
        row -> {
          int at = row * x.rowStride();
          last.addBias(y.data(), at);
          Vectors.addScaled(1, y.data(), at, x.data(), at, x.columns());
        });
    space.release(y);
  }
}
