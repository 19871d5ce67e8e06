package io.embed4j.graph.reason.calibrate;

/**
 * What a sample of true and false triples says about scores.
 *
 * @param positives true triples
 * @param negatives false triples
 * @param curve from scores to probabilities
 */
public record Fit(int positives, int negatives, Curve curve) {
  static Fit of(LabelledScores sample, Curve curve) {
    return new Fit(sample.positives(), sample.negatives(), curve);
  }
}
