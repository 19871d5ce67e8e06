package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

/**
 * y = (f(x·Gᵀ) ⊙ x·Uᵀ)·Vᵀ: SwiGLU where f is SiLU, GeGLU where it is gelu: Shazeer: GLU Variants
 * Improve Transformer, 2020. Thread-safe.
 *
 * @param gateAndInput G above U: dim to 2 · inner, one product
 * @param output V, inner to dim
 */
public record GatedFeedForward(Linear gateAndInput, Activation activation, Linear output)
    implements FeedForward {
  @Override
  public Matrix product(Matrix x, Workspace space) {
    Matrix h = gateAndInput.product(x, space); // tokens × 2 · inner
    int inner = output.inputs();
    space.forRows(
        h.rows(),
        row -> {
          int gate = row * h.rowStride();
          gateAndInput.addBias(h.data(), gate);
          activation.applyInPlace(h.data(), gate, inner);
          Vectors.product(1, h.data(), gate, h.data(), gate + inner, h.data(), gate, inner);
        });
    Matrix y = output.product(h.columnRange(0, inner), space); // tokens × dim
    space.release(h);
    return y;
  }
}
