package io.embed4j.encode.tune.loss;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * Cosines that equal the scores: L = 1/n Σ (cos − score)², scores from 0 to 1. Reimers, Gurevych:
 * Sentence-BERT, 2019, §3 (regression objective).
 */
public record CosineMse() implements Loss {
  @Override
  public Needs needs() {
    return Needs.SCORE;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    PairCosines pairs = PairCosines.of(tuples, vectors);
    int n = tuples.pairs();
    double[] dc = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double error = pairs.cosine(i) - tuples.targets()[i];
      sum += error * error;
      dc[i] = 2 * error / n;
    }
    pairs.addGradient(dc, gradient);
    return sum / n;
  }
}
