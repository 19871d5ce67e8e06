package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.AttentionGradient.BiasSums;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.GradientContract;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attention and its way back against the formula in double and its central differences, in
 * sequences shorter and longer than a strip and a block of keys.
 */
final class AttentionGradientTest {
  private static final Heads GROUPED = new Heads(4, 2, 3, 0.7f);
  private static final int WIDTH = 8 * 3; // four heads of queries, two of keys, two of values

  record Case(Span span, List<Integer> lengths) {}

  static Stream<Case> cases() {
    List<Span> spans = List.of(Span.full(), Span.causal(), new Span(4, 7), new Span(3, 0));
    List<List<Integer>> lengths = List.of(List.of(1, 13, 0, 7), List.of(101, 9));
    return spans.stream().flatMap(span -> lengths.stream().map(list -> new Case(span, list)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsCentralDifferencesOfTheFormula(Case c) {
    GradientContract contract = new GradientContract(3e-5);
    Segments segments = Segments.ofLengths(c.lengths);
    Training training = GradientContract.training();
    contract.check(
        x -> trace(x, c.span, segments, training),
        Matrix.of(contract.numbers(segments.rows() * WIDTH, 0), segments.rows(), WIDTH),
        points -> formula(points.getFirst(), c.span, segments));
  }

  private static Trace trace(Matrix x, Span span, Segments segments, Training training) {
    Softmaxes softmaxes = Softmaxes.of(4, x.rows(), Dropout.none());
    Attention attention =
        new Attention(
            GROUPED,
            span,
            Optional.empty(),
            x.columnRange(0, 12),
            x.columnRange(12, 18),
            x.columnRange(18, 24),
            segments,
            segments,
            Optional.of(softmaxes));
    Matrix y = attention.forward(training.space());
    return new Trace(
        y,
        dy -> {
          Matrix dx = Matrix.zeros(x.rows(), x.columns());
          new AttentionGradient(
                  attention,
                  softmaxes,
                  y,
                  dy,
                  dx.columnRange(0, 12),
                  dx.columnRange(12, 18),
                  dx.columnRange(18, 24),
                  BiasSums.none())
              .run(training.space());
          return dx;
        });
  }

  private static double[] formula(double[] x, Span span, Segments segments) {
    double[] y = new double[segments.rows() * 12];
    for (int sequence = 0; sequence < segments.count(); sequence++) {
      int start = segments.start(sequence);
      for (int query = 0; query < segments.length(sequence); query++) {
        for (int head = 0; head < 4; head++) {
          int from = Math.max(0, query - span.before());
          int to = Math.min(segments.length(sequence) - 1, query + span.after());
          int q = (start + query) * WIDTH + head * 3;
          double sum = 0;
          for (int key = from; key <= to; key++) {
            int k = (start + key) * WIDTH + 12 + head / 2 * 3;
            double weight = Math.exp((double) 0.7f * dot(x, q, k));
            sum += weight;
            for (int i = 0; i < 3; i++) {
              y[(start + query) * 12 + head * 3 + i] += weight * x[k + 6 + i];
            }
          }
          for (int i = 0; i < 3; i++) {
            y[(start + query) * 12 + head * 3 + i] /= sum;
          }
        }
      }
    }
    return y;
  }

  private static double dot(double[] x, int a, int b) {
    return x[a] * x[b] + x[a + 1] * x[b + 1] + x[a + 2] * x[b + 2];
  }
}
