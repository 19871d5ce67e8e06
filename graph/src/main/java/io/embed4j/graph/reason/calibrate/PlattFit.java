package io.embed4j.graph.reason.calibrate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Logistic curves of greatest posterior probability, by Newton's method with backtracking (Platt
 * 1999; Lin, Lin, Weng 2007, "A note on Platt's probabilistic outputs for support vector
 * machines").
 *
 * <p>The global curve has no prior. That of a relation has a normal one around the global curve, so
 * that a relation with many triples follows them, and one with few stays near all the others. In
 * units of the deviation of all scores, the deviations of the prior are {@value #SLOPE_DEVIATION}
 * for slopes and {@value #INTERCEPT_DEVIATION} for intercepts, chosen by cross-validation on the
 * validation triples of CoDEx-S; half or twice as much changes little.
 */
final class PlattFit {
  private static final double SLOPE_DEVIATION = 1;
  private static final double INTERCEPT_DEVIATION = 2;

  private static final int MOST_STEPS = 100;
  private static final double RIDGE = 1e-12;
  private static final double SMALL_GRADIENT = 1e-9;
  private static final double LEAST_STEP = 1e-10;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  private final double mean;
  private final double deviation;
  private final Line global; // in standard scores

  /** A logit as a function of a standard score: a x + b. */
  private record Line(double a, double b) {}

  /** Fits the global curve. */
  PlattFit(LabelledScores sample) {
    double[] scores = doubles(sample);
    mean = Arrays.stream(scores).average().orElse(0);
    double variance = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElse(0);
    deviation = variance > 0 ? Math.sqrt(variance) : 1;
    double share = (sample.positives() + 1.0) / (sample.size() + 2.0);
    Line start = new Line(0, Math.log(share / (1 - share)));
    global =
        rising(new Posterior(standard(scores), sample.targets(), start, 0, 0).maximum(), start);
  }

  /** Returns the global curve. */
  Curve.Platt curve() {
    return curve(global);
  }

  /** Returns the curve of a relation from its triples. */
  Curve.Platt curve(LabelledScores own) {
    double[] labels =
        IntStream.range(0, own.size()).mapToDouble(i -> own.labels()[i] ? 1 : 0).toArray();
    Line line =
        new Posterior(
                standard(doubles(own)),
                labels,
                global,
                1 / (SLOPE_DEVIATION * SLOPE_DEVIATION),
                1 / (INTERCEPT_DEVIATION * INTERCEPT_DEVIATION))
            .maximum();
    return curve(rising(line, new Line(0, line.b())));
  }

  /** A curve must not fall: where false triples have the higher scores, scores say nothing. */
  private static Line rising(Line line, Line otherwise) {
    return line.a() > 0 ? line : otherwise;
  }

  private Curve.Platt curve(Line line) {
    double slope = line.a() / deviation;
    return new Curve.Platt(slope, line.b() - slope * mean);
  }

  private static double[] doubles(LabelledScores sample) {
    return IntStream.range(0, sample.size()).mapToDouble(i -> sample.scores()[i]).toArray();
  }

  private double[] standard(double[] scores) {
    return Arrays.stream(scores).map(s -> (s - mean) / deviation).toArray();
  }

  /**
   * What is minimised: −Σ t log p + (1 − t) log(1 − p) + weightA (a − a₀)² / 2 + weightB (b − b₀)²
   * / 2, with p = 1 / (1 + exp(−(a x + b))).
   */
  private record Posterior(
      double[] x, double[] targets, Line prior, double weightA, double weightB) {
    Line maximum() {
      Line line = prior;
      double loss = loss(line);
      for (int step = 0; step < MOST_STEPS; step++) {
        double gA = weightA * (line.a() - prior.a());
        double gB = weightB * (line.b() - prior.b());
        double hAA = weightA + RIDGE;
        double hBB = weightB + RIDGE;
        double hAB = 0;
        for (int i = 0; i < x.length; i++) {
          double p = 1 / (1 + StrictMath.exp(-(line.a() * x[i] + line.b())));
          gA += x[i] * (p - targets[i]);
          gB += p - targets[i];
          hAA += x[i] * x[i] * p * (1 - p);
          hBB += p * (1 - p);
          hAB += x[i] * p * (1 - p);
        }
        double determinant = hAA * hBB - hAB * hAB;
        double dA = -(hBB * gA - hAB * gB) / determinant;
        double dB = -(hAA * gB - hAB * gA) / determinant;
        double least = SUFFICIENT_DECREASE * (gA * dA + gB * dB);
        double size = 1;
        while (size >= LEAST_STEP && loss(along(line, size, dA, dB)) > loss + size * least) {
          size /= 2;
        }
        if (Math.max(Math.abs(gA), Math.abs(gB)) < SMALL_GRADIENT || size < LEAST_STEP) {
          break;
        }
        line = along(line, size, dA, dB);
        loss = loss(line);
      }
      return line;
    }

    private static Line along(Line line, double size, double dA, double dB) {
      return new Line(line.a() + size * dA, line.b() + size * dB);
    }

    private double loss(Line line) {
      double fromA = line.a() - prior.a();
      double fromB = line.b() - prior.b();
      double sum = (weightA * fromA * fromA + weightB * fromB * fromB) / 2;
      for (int i = 0; i < x.length; i++) {
        double z = line.a() * x[i] + line.b();
        double softplus = Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
        sum += softplus - targets[i] * z; // no overflow for any z
      }
      return sum;
    }
  }
}
