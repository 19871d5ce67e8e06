package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/**
 * y = f(x·Uᵀ + b)·Vᵀ + c: Vaswani et al.: Attention Is All You Need, 2017, equation 2. Thread-safe.
 *
 * @param input U and b, dim to inner
 * @param output V and c, inner to dim
 */
public record PlainFeedForward(Linear input, Activation activation, Linear output)
    implements FeedForward {
  @Override
  public Matrix product(Matrix x, Workspace space) {
    Matrix h = input.product(x, space); // tokens × inner
    space.forRows(
        h.rows(),
        row -> {
          int offset = row * h.rowStride();
          input.addBias(h.data(), offset);
          activation.applyInPlace(h.data(), offset, h.columns());
        });
    Matrix y = output.product(h, space); // tokens × dim
    space.release(h);
    return y;
  }
}
