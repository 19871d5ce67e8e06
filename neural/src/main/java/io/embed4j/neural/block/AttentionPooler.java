package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.ProbeAttention;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Pooler;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/**
 * h = attention(probe, x), y = h + feedForward(norm(h)): Zhai et al.: Scaling Vision Transformers,
 * 2022; SigLIP. Thread-safe: no state.
 */
public record AttentionPooler(ProbeAttention attention, Norm norm, FeedForward feedForward)
    implements Pooler {
  @Override
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix h = attention.forward(x, segments, space); // sequences × dim
    Matrix normal = norm.forward(h, space);
    Matrix f = feedForward.product(normal, space);
    space.release(normal);
    space.forRows(
        h.rows(),
        row -> {
          int at = row * h.columns();
          feedForward.output().addBias(f.data(), at);
          Vectors.addScaled(1, f.data(), at, h.data(), at, h.columns());
        });
    space.release(f);
    return h;
  }

  @Override
  public Trace trace(Matrix x, Segments segments, Training training) {
    Trace h = attention.trace(x, segments, training);
    return new PreNormSum(norm, feedForward.output(), new NoNorm())
        .trace(h.y(), normal -> feedForward.trace(normal, training), training)
        .after(h, training.space());
  }
}
