package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import java.util.List;

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

  @Override
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    Matrix h = input.product(x, space); // tokens × inner
    Matrix f = space.matrix(h.rows(), h.columns());
    space.forRows(
        h.rows(),
        row -> {
          int at = row * h.rowStride();
          input.addBias(h.data(), at);
          System.arraycopy(h.data(), at, f.data(), at, h.columns());
          activation.applyInPlace(f.data(), at, h.columns());
        });
    Matrix y = output.product(f, space); // tokens × dim
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dh = output.backwardProduct(f, dy, training); // tokens × inner, first df
          space.release(f);
          RowSums.add(
              space,
              h.rows(),
              List.of(input.bias()),
              (row, sums, sumsAt) -> {
                int at = row * h.rowStride();
                activation.backwardInPlace(h.data(), at, dh.data(), at, h.columns());
                input.addBiasGradient(dh.data(), at, sums, sumsAt);
              });
          space.release(h);
          Matrix dx = input.backwardProduct(x, dh, training);
          space.release(dh);
          return dx;
        });
  }
}
