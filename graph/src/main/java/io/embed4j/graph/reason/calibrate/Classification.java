package io.embed4j.graph.reason.calibrate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a calibrated model tells true triples from false ones.
 *
 * @param positives true triples
 * @param negatives false triples
 * @param accuracy share of right decisions by {@link Calibration#accepts}
 * @param f1 harmonic mean of precision and recall of the true triples; 0 if none is found
 * @param calibrationError expected calibration error: the mean distance of probability and share of
 *     true triples over {@value #BINS} equally wide bins of probability, weighted by their triples
 *     (Naeini, Cooper, Hauskrecht 2015)
 * @param brier mean squared distance of probability and truth (Brier 1950)
 */
public record Classification(
    int positives,
    int negatives,
    double accuracy,
    double f1,
    double calibrationError,
    double brier) {
  /** Bins of the calibration error. */
  public static final int BINS = 15;

  static Classification of(LabelledScores sample, Calibration calibration) {
    int truePositives = 0;
    int falsePositives = 0;
    double squares = 0;
    double[] probabilities = new double[BINS];
    int[] truths = new int[BINS];
    for (int i = 0; i < sample.size(); i++) {
      int relation = sample.relations()[i];
      int truth = sample.labels()[i] ? 1 : 0;
      if (calibration.accepts(relation, sample.scores()[i])) {
        truePositives += truth;
        falsePositives += 1 - truth;
      }
      double p = calibration.probability(relation, sample.scores()[i]);
      int bin = Math.min(BINS - 1, (int) (p * BINS));
      probabilities[bin] += p;
      truths[bin] += truth;
      squares += (p - truth) * (p - truth);
    }
    double distances = 0; // Σ over bins of triples · |mean probability − share of true ones|
    for (int bin = 0; bin < BINS; bin++) {
      distances += Math.abs(probabilities[bin] - truths[bin]);
    }
    int positives = sample.positives();
    int wrong = positives - truePositives + falsePositives;
    return new Classification(
        positives,
        sample.negatives(),
        1 - (double) wrong / sample.size(),
        2.0 * truePositives / (positives + truePositives + falsePositives),
        distances / sample.size(),
        squares / sample.size());
  }

  /** Returns what a calibration reaches for each relation of a sample, by its id. */
  static Map<Integer, Classification> byRelation(LabelledScores sample, Calibration calibration) {
    Map<Integer, Classification> all = new TreeMap<>();
    for (int relation : sample.distinctRelations()) {
      all.put(relation, of(sample.ofRelation(relation), calibration));
    }
    return all;
  }

  /** Returns the figures by name, the most important first. */
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("accuracy", accuracy);
    figures.put("f1", f1);
    figures.put("ece", calibrationError);
    figures.put("brier", brier);
    return figures;
  }
}
