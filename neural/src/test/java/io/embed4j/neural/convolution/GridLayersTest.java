package io.embed4j.neural.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.DensePooler;
import io.embed4j.neural.layer.FirstPooler;
import io.embed4j.neural.layer.GradientContract;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.LayerScale;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.MeanPooler;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Norms, pools and positions on grids against plain formulas in double. */
final class GridLayersTest {
  private static final double TOLERANCE = 5e-5;
  private static final float EPSILON = 1e-3f;
  private static final Segments SEGMENTS = Segments.ofLengths(List.of(3, 1, 5));

  private final GradientContract contract = new GradientContract(TOLERANCE);
  private final Training training = GradientContract.training();

  private Matrix rows(int rows, int columns) {
    return Matrix.of(contract.numbers(rows * columns, 0.5), rows, columns);
  }

  @Test
  void batchNormOfABatch() {
    int dim = 5;
    int rows = 131; // several blocks of sums
    Parameter mean = Parameter.constant(new float[dim]);
    Parameter variance = Parameter.constant(new float[dim]);
    BatchNorm norm =
        new BatchNorm(
            contract.parameter("gamma", 1, dim),
            contract.parameter("beta", 0, dim),
            mean,
            variance,
            EPSILON,
            0.1f);
    Matrix x = rows(rows, dim);
    contract.check(
        in -> norm.trace(in, training),
        x,
        p -> {
          double[] y = new double[rows * dim];
          for (int c = 0; c < dim; c++) {
            double[] moments = moments(p.get(0), rows, dim, c);
            for (int i = c; i < y.length; i += dim) {
              double normal = (p.get(0)[i] - moments[0]) / Math.sqrt(moments[1] + EPSILON);
              y[i] = p.get(1)[c] * normal + p.get(2)[c];
            }
          }
          return y;
        });
    double[] wide = new double[x.data().length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = x.data()[i];
    }
    for (int c = 0; c < dim; c++) {
      double[] moments = moments(wide, rows, dim, c);
      assertThat((double) mean.values()[c]).isCloseTo(0.1 * moments[0], within(1e-6));
      double population = moments[1] * rows / (rows - 1);
      assertThat((double) variance.values()[c]).isCloseTo(0.1 * population, within(1e-6));
    }
  }

  private static double[] moments(double[] x, int rows, int dim, int column) {
    double mean = 0;
    double squares = 0;
    for (int i = column; i < x.length; i += dim) {
      mean += x[i] / rows;
    }
    for (int i = column; i < x.length; i += dim) {
      squares += (x[i] - mean) * (x[i] - mean) / rows;
    }
    return new double[] {mean, squares};
  }

  @Test
  void batchNormWithoutTrainingUsesRunningStatistics() {
    BatchNorm norm =
        new BatchNorm(
            Parameter.constant(2, 1),
            Parameter.constant(-1, 0.5f),
            Parameter.constant(3, 0),
            Parameter.constant(0.24f, 0.99f),
            0.01f,
            0.1f);
    float[] row = {9, 5, 4};
    norm.folded().applyInPlace(row, 1);
    assertThat(row).containsExactly(new float[] {9, 7, 4.5f}, within(1e-6f));
  }

  @Test
  void layerScale() {
    LayerScale scale = new LayerScale(contract.parameter("lambda", 1, 4));
    contract.check(
        x -> scale.trace(x, training),
        rows(7, 4),
        p -> {
          double[] y = p.get(0).clone();
          for (int i = 0; i < y.length; i++) {
            y[i] *= p.get(1)[i % 4];
          }
          return y;
        });
  }

  @Test
  void maxPool() {
    Grids grids = new Grids(new int[] {5, 2, 1}, new int[] {4, 7, 1});
    MaxPool pool = new MaxPool(Window.square(3, 2, 1));
    Matrix x = rows(grids.rows(), 3);
    contract.check(in -> pool.trace(in, grids, training), x, p -> maxima(p.get(0), grids, 3));
    assertThat(pool.forward(x, grids, training.space()).data())
        .isEqualTo(pool.trace(x, grids, training).y().data());
  }

  /** Windows of three places, in steps of two, one place of padding. */
  private static double[] maxima(double[] x, Grids grids, int channels) {
    Grids after = grids.after(Window.square(3, 2, 1));
    double[] y = new double[after.rows() * channels];
    int at = 0;
    int start = 0;
    for (int grid = 0; grid < grids.count(); grid++) {
      int width = grids.widths()[grid];
      for (int place = 0; place < after.places(grid); place++) {
        for (int c = 0; c < channels; c++) {
          double max = Double.NEGATIVE_INFINITY;
          for (int i = 0; i < grids.places(grid); i++) {
            int dy = i / width - 2 * (place / after.widths()[grid]);
            int dx = i % width - 2 * (place % after.widths()[grid]);
            if (Math.abs(dy) <= 1 && Math.abs(dx) <= 1) {
              max = Math.max(max, x[(start + i) * channels + c]);
            }
          }
          y[at++] = max;
        }
      }
      start += grids.places(grid);
    }
    return y;
  }

  @Test
  void meanPooler() {
    contract.check(
        x -> new MeanPooler().trace(x, SEGMENTS, training),
        rows(9, 4),
        p -> {
          double[] y = new double[12];
          for (int row = 0; row < 9; row++) {
            int i = SEGMENTS.sequenceOf(row);
            for (int c = 0; c < 4; c++) {
              y[i * 4 + c] += p.get(0)[row * 4 + c] / SEGMENTS.length(i);
            }
          }
          return y;
        });
  }

  @Test
  void firstPooler() {
    contract.check(
        x -> new FirstPooler(new NoNorm()).trace(x, SEGMENTS, training),
        rows(9, 4),
        p -> first(p.get(0)));
  }

  private static double[] first(double[] x) {
    double[] y = new double[12];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(x, SEGMENTS.start(i) * 4, y, i * 4, 4);
    }
    return y;
  }

  @Test
  void firstPoolerWithANorm() {
    LayerNorm norm =
        new LayerNorm(contract.parameter("gamma", 1, 4), contract.parameter("beta", 0, 4), EPSILON);
    contract.check(
        x -> new FirstPooler(norm).trace(x, SEGMENTS, training),
        rows(9, 4),
        p -> {
          double[] y = first(p.get(0));
          for (int i = 0; i < y.length; i += 4) {
            double[] moments = moments(new double[] {y[i], y[i + 1], y[i + 2], y[i + 3]}, 4, 1, 0);
            for (int c = 0; c < 4; c++) {
              double normal = (y[i + c] - moments[0]) / Math.sqrt(moments[1] + EPSILON);
              y[i + c] = p.get(1)[c] * normal + p.get(2)[c];
            }
          }
          return y;
        });
  }

  @Test
  void densePooler() {
    Parameter w = contract.parameter("w", 0, 3, 4);
    Linear dense = Linear.of(w, 3, contract.parameter("b", 0, 3));
    contract.check(
        x -> new DensePooler(dense, Activation.TANH).trace(x, SEGMENTS, training),
        rows(9, 4),
        p -> {
          double[] first = first(p.get(0));
          double[] y = new double[9];
          for (int i = 0; i < y.length; i++) {
            double sum = p.get(2)[i % 3];
            for (int c = 0; c < 4; c++) {
              sum += first[i / 3 * 4 + c] * p.get(1)[i % 3 * 4 + c];
            }
            y[i] = Math.tanh(sum);
          }
          return y;
        });
  }

  @Test
  void positionsOfAnotherGridAreInterpolated() {
    Parameter table = contract.parameter("table", 0, 2 + 3 * 4, 2);
    GridPositions positions = new GridPositions(table, 2, 2, 3, 4);
    for (int[] size : new int[][] {{3, 4}, {5, 2}, {1, 9}}) {
      Function<Matrix, Trace> layer =
          nothing ->
              new Trace(
                  copy(positions.of(size[0], size[1])),
                  dy -> {
                    Arrays.fill(table.gradient(), 0.5f);
                    positions.addGradient(dy, size[0], size[1]);
                    return nothing;
                  });
      contract.check(layer, Matrix.zeros(0, 0), p -> bicubic(p.get(1), size[0], size[1]));
    }
    assertThatThrownBy(() -> new GridPositions(table, 2, 2, 4, 4))
        .hasMessageContaining("table must have 36 elements, but has 28");
  }

  private static Matrix copy(Matrix x) {
    Matrix copy = Matrix.zeros(x.rows(), x.columns());
    System.arraycopy(x.data(), x.offset(), copy.data(), 0, copy.data().length);
    return copy;
  }

  /** Of a table of 3 × 4 places behind two other rows, two floats each. */
  private static double[] bicubic(double[] table, int height, int width) {
    double[] y = new double[height * width * 2];
    for (int i = 0; i < y.length; i++) {
      int row = i / 2 / width;
      int column = i / 2 % width;
      double centreY = (row + 0.5) * 3 / height - 0.5;
      double centreX = (column + 0.5) * 4 / width - 0.5;
      for (int a = -4; a < 9; a++) {
        for (int b = -4; b < 9; b++) {
          int from = 2 + Math.clamp(a, 0, 2) * 4 + Math.clamp(b, 0, 3);
          y[i] += keys(centreY - a) * keys(centreX - b) * table[from * 2 + i % 2];
        }
      }
    }
    return y;
  }

  private static double keys(double x) {
    double d = Math.abs(x);
    if (d <= 1) {
      return 1.25 * d * d * d - 2.25 * d * d + 1;
    }
    return d < 2 ? -0.75 * (d * d * d - 5 * d * d + 8 * d - 4) : 0;
  }
}
