package io.embed4j.encode.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to a vector after pooling. Thread-safe. */
public sealed interface Step {
  /** Returns the vector after this step; may overwrite the one that it is given. */
  float[] apply(float[] x);

  /** Returns the rows of x after this step, and the way back. */
  Trace trace(Matrix x, Training training);

  /** Returns what training changes; none unless the model has been read for training. */
  default List<Parameter> parameters() {
    return List.of();
  }

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

    /** The way back is dx = (dy − y (y·dy)) / ‖x‖. */
    @Override
    public Trace trace(Matrix x, Training training) {
      int dim = x.columns();
      Matrix y = training.space().matrix(x.rows(), dim);
      float[] inverse = new float[x.rows()];
      for (int row = 0; row < x.rows(); row++) {
        int from = x.offset() + row * x.rowStride();
        double norm = Math.sqrt(Vectors.squaredNorm(x.data(), from, dim));
        inverse[row] = (float) (1 / Math.max(norm, LEAST));
        System.arraycopy(x.data(), from, y.data(), row * dim, dim);
        Vectors.scaleInPlace(inverse[row], y.data(), row * dim, dim);
      }
      return new Trace(y, dy -> backward(y, inverse, dy, training));
    }

    private static Matrix backward(Matrix y, float[] inverse, Matrix dy, Training training) {
      int dim = y.columns();
      Matrix dx = training.space().matrix(y.rows(), dim);
      for (int row = 0; row < y.rows(); row++) {
        int at = row * dim;
        int from = dy.offset() + row * dy.rowStride();
        float along = Vectors.dot(y.data(), at, dy.data(), from, dim);
        System.arraycopy(dy.data(), from, dx.data(), at, dim);
        Vectors.addScaled(-along, y.data(), at, dx.data(), at, dim);
        Vectors.scaleInPlace(inverse[row], dx.data(), at, dim);
      }
      training.space().release(y);
      return dx;
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
    public Trace trace(Matrix x, Training training) {
      return norm.trace(x, training);
    }

    @Override
    public List<Parameter> parameters() {
      return norm.parameters();
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
    public Trace trace(Matrix x, Training training) {
      Trace z = linear.trace(x, training); // rows × outputs
      return activation.map(f -> activated(f, z, training).after(z, training.space())).orElse(z);
    }

    private static Trace activated(Activation function, Trace z, Training training) {
      int dim = z.y().columns();
      Matrix y = training.space().matrix(z.y().rows(), dim);
      Rows.copy(z.y(), y, 0);
      for (int row = 0; row < y.rows(); row++) {
        function.applyInPlace(y.data(), row * dim, dim);
      }
      return new Trace(
          y,
          dy -> {
            Matrix dz = y; // not needed any more
            Rows.copy(dy, dz, 0);
            for (int row = 0; row < dz.rows(); row++) {
              function.backwardInPlace(z.y().data(), row * dim, dz.data(), row * dim, dim);
            }
            return dz;
          });
    }

    @Override
    public List<Parameter> parameters() {
      return linear.parameters();
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
