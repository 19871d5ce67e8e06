package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.ChannelNorm;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.GradientContract;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.LeadingPooler;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Layers along the time of sounds, and their ways back, against plain formulas in double. */
final class FrameLayersTest {
  private static final double EPSILON = 1e-3;
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;
  private static final int INPUTS = 2;
  private static final int OUTPUTS = 4;
  private static final int[] WIDTHS = {7, 3, 12};
  private static final Grids GRIDS = Grids.lines(WIDTHS);

  private final GradientContract contract = new GradientContract(1e-4);
  private final Training training = GradientContract.training();
  private final Convolution convolution =
      Convolution.of(
          Window.line(KERNEL, STRIDE, 0, 0),
          1,
          contract.parameter("w", 0, OUTPUTS, KERNEL * INPUTS),
          OUTPUTS,
          contract.parameter("b", 0, OUTPUTS));

  private Matrix rows(int rows, int columns) {
    return Matrix.of(contract.numbers(rows * columns, 0.3), rows, columns);
  }

  /** Frames of each sound in turn. */
  private static double[][][] convolved(List<double[]> p) {
    double[][][] y = new double[WIDTHS.length][][];
    int start = 0;
    for (int i = 0; i < WIDTHS.length; i++) {
      y[i] = new double[(WIDTHS[i] - KERNEL) / STRIDE + 1][OUTPUTS];
      for (int frame = 0; frame < y[i].length; frame++) {
        for (int o = 0; o < OUTPUTS; o++) {
          y[i][frame][o] = p.get(2)[o];
          for (int k = 0; k < KERNEL * INPUTS; k++) {
            int at = (start + frame * STRIDE) * INPUTS + k;
            y[i][frame][o] += p.get(1)[o * KERNEL * INPUTS + k] * p.get(0)[at];
          }
        }
      }
      start += WIDTHS[i];
    }
    return y;
  }

  private static double[] flat(double[][][] y) {
    return Arrays.stream(y)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .map(Math::tanh)
        .toArray();
  }

  /** Replaces numbers by (x − mean) / √(variance + epsilon) gamma + beta. */
  private static void normalise(
      double[][] y, int column, int columns, double[] gamma, double[] beta) {
    double n = y.length * (double) columns;
    double mean = 0;
    double squares = 0;
    for (double[] row : y) {
      for (int j = column; j < column + columns; j++) {
        mean += row[j] / n;
      }
    }
    for (double[] row : y) {
      for (int j = column; j < column + columns; j++) {
        squares += (row[j] - mean) * (row[j] - mean) / n;
      }
    }
    for (double[] row : y) {
      for (int j = column; j < column + columns; j++) {
        row[j] = (row[j] - mean) / Math.sqrt(squares + EPSILON) * gamma[j] + beta[j];
      }
    }
  }

  @Test
  void aNormOfEachChannelOverASound() {
    ChannelNorm norm =
        new ChannelNorm(
            contract.parameter("gamma", 1, OUTPUTS),
            contract.parameter("beta", 0, OUTPUTS),
            (float) EPSILON);
    FrameLayer layer =
        new FrameLayer(convolution, Optional.of(norm), new NoNorm(), Activation.TANH);
    contract.check(
        x -> layer.trace(x, GRIDS, training),
        rows(GRIDS.rows(), INPUTS),
        p -> {
          double[][][] y = convolved(p);
          for (double[][] sound : y) {
            for (int o = 0; o < OUTPUTS; o++) {
              normalise(sound, o, 1, p.get(3), p.get(4));
            }
          }
          return flat(y);
        });
  }

  @Test
  void aNormOfEachFrame() {
    LayerNorm norm =
        new LayerNorm(
            contract.parameter("gamma", 1, OUTPUTS),
            contract.parameter("beta", 0, OUTPUTS),
            (float) EPSILON);
    FrameLayer layer = new FrameLayer(convolution, Optional.empty(), norm, Activation.TANH);
    contract.check(
        x -> layer.trace(x, GRIDS, training),
        rows(GRIDS.rows(), INPUTS),
        p -> {
          double[][][] y = convolved(p);
          for (double[][] sound : y) {
            for (double[] frame : sound) {
              normalise(new double[][] {frame}, 0, OUTPUTS, p.get(3), p.get(4));
            }
          }
          return flat(y);
        });
  }

  @Test
  void positionsOfATable() {
    GradientContract own = new GradientContract(1e-5);
    Parameter table = own.parameter("table", 0, 12, 2);
    own.check(
        x -> new FramePositions.Table(table, 2).trace(x, GRIDS, training),
        rows(GRIDS.rows(), 2),
        p -> {
          double[] y = p.get(0).clone();
          int at = 0;
          for (int width : WIDTHS) {
            for (int i = 0; i < width * 2; i++) {
              y[at++] += p.get(1)[i];
            }
          }
          return y;
        });
  }

  @Test
  void theMeanOfTheFirstTokens() {
    GradientContract own = new GradientContract(1e-5);
    Segments segments = Segments.ofLengths(List.of(3, 2, 5));
    own.check(
        x -> new LeadingPooler(2).trace(x, segments, training),
        rows(10, 3),
        p -> {
          double[] y = new double[9];
          for (int i = 0; i < y.length; i++) {
            int at = segments.start(i / 3) * 3 + i % 3;
            y[i] = (p.get(0)[at] + p.get(0)[at + 3]) / 2;
          }
          return y;
        });
  }
}
