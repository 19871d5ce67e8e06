package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.CrossAttention;
import io.embed4j.neural.attention.Memory;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.Norm;

/**
 * Attention to itself, to the encoder, feed-forward, each added to its input and then normalised:
 * Vaswani et al. 2017, BART. Thread-safe: no state.
 */
public record PostNormDecoderBlock(
    SelfAttention attention,
    Norm attentionNorm,
    CrossAttention cross,
    Norm crossNorm,
    FeedForward feedForward,
    Norm feedForwardNorm)
    implements DecoderBlock {
  @Override
  public Matrix forward(Matrix x, Pass pass, Memory memory) {
    Matrix h = attention.product(x, pass);
    PostNormBlock.finish(h, attention.output(), x, attentionNorm, pass.space());
    Matrix c = cross.product(h, pass, memory);
    PostNormBlock.finish(c, cross.output(), h, crossNorm, pass.space());
    Matrix y = feedForward.product(c, pass.space());
    PostNormBlock.finish(y, feedForward.output(), c, feedForwardNorm, pass.space());
    return y;
  }
}
