package io.embed4j.encode.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Workspace;
import java.util.Locale;
import java.util.Optional;

/** What happens to a vector after pooling. Thread-safe. */
public sealed interface Step {
  /** Returns the vector after this step; may overwrite the one that it is given. */
  float[] apply(float[] x);

  /** Returns the length of the vectors that come out. */
  int width(int in);

  /** Returns a word or two for people. */
  String description();

  /** x / ‖x‖; a vector of zeros stays what it is. */
  record Normalize() implements Step {
    private static final double LEAST = 1e-12; // as PyTorch

    @Override
    public float[] apply(float[] x) {
      double norm = Math.sqrt(Vectors.squaredNorm(x, 0, x.length));
      Vectors.scaleInPlace((float) (1 / Math.max(norm, LEAST)), x, 0, x.length);
      return x;
    }

    @Override
    public int width(int in) {
      return in;
    }

    @Override
    public String description() {
      return "normalise";
    }
  }

  /** The layer norm of sentence-transformers. */
  record LayerNorm(io.embed4j.neural.layer.LayerNorm norm) implements Step {
    @Override
    public float[] apply(float[] x) {
      norm.applyInPlace(x, 0);
      return x;
    }

    @Override
    public int width(int in) {
      return in;
    }

    @Override
    public String description() {
      return "layer norm";
    }
  }

  /**
   * activation(W x + b).
   *
   * @param activation none for the identity
   */
  record Dense(Linear linear, Optional<Activation> activation) implements Step {
    @Override
    public float[] apply(float[] x) {
      Matrix in = Matrix.of(x, 1, x.length);
      Matrix out = linear.forward(in, new Workspace(Workers.single())); // 1 × outputs
      float[] y = new float[linear.outputs()];
      System.arraycopy(out.data(), out.offset(), y, 0, y.length);
      activation.ifPresent(function -> function.applyInPlace(y, 0, y.length));
      return y;
    }

    @Override
    public int width(int in) {
      return linear.outputs();
    }

    @Override
    public String description() {
      String name = activation.map(a -> a.name().toLowerCase(Locale.ROOT)).orElse("identity");
      return "dense %d to %d, %s".formatted(linear.inputs(), linear.outputs(), name);
    }
  }
}
