package io.embed4j.encode.tune.loss;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The formulas of the losses, term by term in double. */
final class PlainLosses {
  private PlainLosses() {}

  static double of(Loss loss, Tuples tuples, double[][] x) {
    return switch (loss) {
      case MultipleNegativesRanking(double scale, boolean symmetric) ->
          ranking(tuples, x, scale, symmetric);
      case Cosent(double scale) -> cosent(tuples, x, scale);
      case CosineMse() -> cosineMse(tuples, x);
      case Triplet(double margin) -> triplet(tuples, x, margin);
      case Contrastive(double margin) -> contrastive(tuples, x, margin);
      case Distillation(double scale, double teacher) -> distillation(tuples, x, scale, teacher);
      case Matryoshka matryoshka ->
          matryoshka.dimensions().stream()
              .mapToDouble(m -> of(matryoshka.loss(), tuples, cut(x, m)))
              .sum();
    };
  }

  private static double[][] cut(double[][] x, int m) {
    return Arrays.stream(x).map(row -> Arrays.copyOf(row, m)).toArray(double[][]::new);
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** Candidates that are neither known ties nor repetitions of the own one. */
  private static int[] candidates(Tuples t, int pair) {
    return IntStream.range(0, t.rows() - t.pairs())
        .filter(
            c -> {
              int id = t.texts()[t.pairs() + c];
              boolean sameAnswer = id == t.texts()[t.pairs() + pair];
              boolean sameQuestion = c < t.pairs() && t.texts()[c] == t.texts()[pair];
              return c == pair || !(sameAnswer || sameQuestion || id == t.texts()[pair]);
            })
        .toArray();
  }

  private static double[] probabilities(Tuples t, double[][] x, int pair, double scale) {
    double[] p = new double[t.rows() - t.pairs()];
    double sum = 0;
    for (int c : candidates(t, pair)) {
      p[c] = Math.exp(scale * cosine(x[pair], x[t.pairs() + c]));
      sum += p[c];
    }
    double total = sum;
    return Arrays.stream(p).map(v -> v / total).toArray();
  }

  private static double ranking(Tuples t, double[][] x, double scale, boolean symmetric) {
    int n = t.pairs();
    double forward = 0;
    double backward = 0;
    for (int i = 0; i < n; i++) {
      forward -= Math.log(probabilities(t, x, i, scale)[i]) / n;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        int own = i;
        if (Arrays.stream(candidates(t, j)).anyMatch(c -> c == own)) {
          sum += Math.exp(scale * cosine(x[j], x[n + i]));
        }
      }
      backward -= (scale * cosine(x[i], x[n + i]) - Math.log(sum)) / n;
    }
    return symmetric ? (forward + backward) / 2 : forward;
  }

  private static double cosent(Tuples t, double[][] x, double scale) {
    int n = t.pairs();
    double sum = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (t.targets()[i] > t.targets()[j]) {
          sum += Math.exp(scale * (cosine(x[j], x[n + j]) - cosine(x[i], x[n + i])));
        }
      }
    }
    return Math.log(sum);
  }

  private static double cosineMse(Tuples t, double[][] x) {
    int n = t.pairs();
    return IntStream.range(0, n)
        .mapToDouble(i -> Math.pow(cosine(x[i], x[n + i]) - t.targets()[i], 2) / n)
        .sum();
  }

  private static double triplet(Tuples t, double[][] x, double margin) {
    int n = t.pairs();
    int m = t.owners().length;
    return IntStream.range(0, m)
        .mapToDouble(
            k -> {
              double[] anchor = x[t.owners()[k]];
              double near = cosine(anchor, x[n + t.owners()[k]]);
              return Math.max(0, cosine(anchor, x[2 * n + k]) - near + margin) / m;
            })
        .sum();
  }

  private static double contrastive(Tuples t, double[][] x, double margin) {
    int n = t.pairs();
    return IntStream.range(0, n)
        .mapToDouble(
            i -> {
              double d = 1 - cosine(x[i], x[n + i]);
              double apart = Math.max(0, margin - d);
              return (t.targets()[i] == 1 ? d * d : apart * apart) / 2 / n;
            })
        .sum();
  }

  private static double distillation(Tuples t, double[][] x, double scale, double teacherScale) {
    var matrix = t.teacher().orElseThrow();
    double[][] teacher = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < teacher.length; i++) {
      for (int j = 0; j < teacher[i].length; j++) {
        teacher[i][j] = matrix.at(i, j);
      }
    }
    double sum = 0;
    for (int i = 0; i < t.pairs(); i++) {
      double[] p = probabilities(t, teacher, i, teacherScale);
      double[] q = probabilities(t, x, i, scale);
      for (int c : candidates(t, i)) {
        sum += p[c] * Math.log(p[c] / q[c]) / t.pairs();
      }
    }
    return sum;
  }
}
