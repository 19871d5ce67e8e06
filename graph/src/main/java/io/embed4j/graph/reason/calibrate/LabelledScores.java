package io.embed4j.graph.reason.calibrate;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.TripleScores;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores of triples that are known to be true or false, ascending. Immutable by convention: nobody
 * writes to the columns.
 *
 * @param relations relation of each triple
 * @param scores score of each triple
 * @param labels whether it is true
 */
record LabelledScores(int[] relations, float[] scores, boolean[] labels) {
  /**
   * Scores true and false triples.
   *
   * @throws ModelFormatException if the model has a score that is not a number
   */
  static LabelledScores of(TripleScores model, Triples positives, Triples negatives) {
    float[] high = model.of(positives);
    float[] low = model.of(negatives);
    int positive = high.length;
    int[] order =
        IntStream.range(0, positive + low.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> i < positive ? high[i] : low[i - positive]))
            .mapToInt(i -> i)
            .toArray();
    int[] relations = new int[order.length];
    float[] scores = new float[order.length];
    boolean[] labels = new boolean[order.length];
    for (int k = 0; k < order.length; k++) {
      int i = order[k];
      labels[k] = i < positive;
      relations[k] = labels[k] ? positives.relation(i) : negatives.relation(i - positive);
      scores[k] = labels[k] ? high[i] : low[i - positive];
      if (!Float.isFinite(scores[k])) {
        throw new ModelFormatException(
            "the model gives a triple the score " + scores[k] + ": its training has diverged");
      }
    }
    return new LabelledScores(relations, scores, labels);
  }

  int size() {
    return scores.length;
  }

  int positives() {
    return (int) IntStream.range(0, size()).filter(i -> labels[i]).count();
  }

  int negatives() {
    return size() - positives();
  }

  /** Returns the relations that occur, ascending. */
  int[] distinctRelations() {
    return Arrays.stream(relations).sorted().distinct().toArray();
  }

  /** Returns the scores of one relation. */
  LabelledScores ofRelation(int relation) {
    int[] chosen = IntStream.range(0, size()).filter(i -> relations[i] == relation).toArray();
    int[] sameRelation = new int[chosen.length];
    float[] chosenScores = new float[chosen.length];
    boolean[] chosenLabels = new boolean[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      sameRelation[k] = relation;
      chosenScores[k] = scores[chosen[k]];
      chosenLabels[k] = labels[chosen[k]];
    }
    return new LabelledScores(sameRelation, chosenScores, chosenLabels);
  }

  /**
   * Returns what a curve is to give in each place: a little less than 1 or more than 0, as if each
   * class had been seen once more in the other (Platt 1999, section 2.2).
   */
  double[] targets() {
    double positive = (positives() + 1.0) / (positives() + 2.0);
    double negative = 1.0 / (negatives() + 2.0);
    return IntStream.range(0, size()).mapToDouble(i -> labels[i] ? positive : negative).toArray();
  }
}
