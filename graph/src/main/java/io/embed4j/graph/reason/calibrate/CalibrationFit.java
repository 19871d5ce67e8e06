package io.embed4j.graph.reason.calibrate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The curves of all relations from one sample. */
final class CalibrationFit {
  /** Slopes below it say as good as nothing; points could not be told apart. */
  private static final double LEAST_SLOPE = 1e-9;

  private final LabelledScores sample;
  private final PlattFit platt;

  CalibrationFit(LabelledScores sample) {
    this.sample = sample;
    this.platt = new PlattFit(sample);
  }

  Calibration of(Method method, Negatives negatives, long seed) {
    Map<Integer, Curve.Platt> lines = new TreeMap<>();
    for (int relation : sample.distinctRelations()) {
      lines.put(relation, platt.curve(sample.ofRelation(relation)));
    }
    return switch (method) {
      case PLATT -> calibration(method, negatives, seed, platt.curve(), lines);
      case ISOTONIC -> {
        Curve.Isotonic shared = shared(lines);
        Map<Integer, Curve> bent = new TreeMap<>();
        lines.forEach((relation, line) -> bent.put(relation, bend(line, shared)));
        yield calibration(method, negatives, seed, bend(platt.curve(), shared), bent);
      }
    };
  }

  private Calibration calibration(
      Method method,
      Negatives negatives,
      long seed,
      Curve global,
      Map<Integer, ? extends Curve> curves) {
    Map<Integer, Fit> fits = new TreeMap<>();
    curves.forEach(
        (relation, curve) -> fits.put(relation, Fit.of(sample.ofRelation(relation), curve)));
    return new Calibration(method, negatives, seed, Fit.of(sample, global), fits);
  }

  /** Returns the rising function from logits to probabilities that suits all relations. */
  private Curve.Isotonic shared(Map<Integer, Curve.Platt> lines) {
    double[] logits =
        IntStream.range(0, sample.size())
            .mapToDouble(i -> logit(lines, sample.relations()[i], sample.scores()[i]))
            .toArray();
    double[] targets = sample.targets();
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> logits[i]))
            .mapToInt(i -> i)
            .toArray();
    return IsotonicFit.of(
        Arrays.stream(order).mapToDouble(i -> logits[i]).toArray(),
        Arrays.stream(order).mapToDouble(i -> targets[i]).toArray());
  }

  private static double logit(Map<Integer, Curve.Platt> lines, int relation, double score) {
    Curve.Platt line = Objects.requireNonNull(lines.get(relation));
    return line.slope() * score + line.intercept();
  }

  /** Returns the shared function of a line's logits, as a function of scores. */
  private static Curve bend(Curve.Platt line, Curve.Isotonic shared) {
    if (line.slope() < LEAST_SLOPE) {
      double constant = shared.probability(line.intercept());
      return new Curve.Isotonic(new double[] {0}, new double[] {constant});
    }
    return new Curve.Isotonic(
        Arrays.stream(shared.scores()).map(z -> (z - line.intercept()) / line.slope()).toArray(),
        shared.probabilities());
  }
}
