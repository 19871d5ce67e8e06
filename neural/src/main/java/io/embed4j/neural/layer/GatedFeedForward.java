package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.List;

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

  @Override
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    int inner = output.inputs();
    Matrix h = gateAndInput.product(x, space); // tokens × 2 · inner: g, u
    Matrix m = space.matrix(h.rows(), inner); // f(g) ⊙ u
    space.forRows(
        h.rows(),
        row -> {
          int gate = row * h.rowStride();
          int at = row * inner;
          gateAndInput.addBias(h.data(), gate);
          System.arraycopy(h.data(), gate, m.data(), at, inner);
          activation.applyInPlace(m.data(), at, inner);
          Vectors.product(1, m.data(), at, h.data(), gate + inner, m.data(), at, inner);
        });
    Matrix y = output.product(m, space); // tokens × dim
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dm = output.backwardProduct(m, dy, training); // tokens × inner
          space.release(m);
          Matrix dh = gradient(h, dm, space);
          List.of(h, dm).forEach(space::release);
          Matrix dx = gateAndInput.backward(x, dh, training);
          space.release(dh);
          return dx;
        });
  }

  /** dg = dm ⊙ u ⊙ f′(g), du = dm ⊙ f(g). */
  private Matrix gradient(Matrix h, Matrix dm, Workspace space) {
    int inner = dm.columns();
    Matrix dh = space.matrix(h.rows(), h.columns()); // tokens × 2 · inner: dg, du
    space.forRows(
        h.rows(),
        row -> {
          int gate = row * h.rowStride();
          int input = gate + inner;
          int at = row * inner;
          System.arraycopy(h.data(), gate, dh.data(), input, inner);
          activation.applyInPlace(dh.data(), input, inner);
          Vectors.product(1, dm.data(), at, dh.data(), input, dh.data(), input, inner);
          Vectors.product(1, dm.data(), at, h.data(), input, dh.data(), gate, inner);
          activation.backwardInPlace(h.data(), gate, dh.data(), gate, inner);
        });
    return dh;
  }
}
