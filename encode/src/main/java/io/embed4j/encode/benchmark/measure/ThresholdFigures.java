package io.embed4j.encode.benchmark.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a threshold on a score tells positive from negative pairs.
 *
 * <p>Average precision is that of scikit-learn: Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores in
 * descending order, so that equal scores are counted together. Best accuracy and best F1 run over
 * the thresholds halfway between neighbouring scores, as in MTEB: neither "all positive" nor "none
 * positive" is among them. Unlike MTEB, whose result then depends on the order of the file, no
 * threshold lies between equal scores. Where all scores are equal there is no threshold, and both
 * are 0.
 *
 * @param averagePrecision area under the curve of precision over recall
 * @param accuracy the best share of right answers
 * @param accuracyThreshold the highest threshold that reaches it
 * @param f1 the best F1 of the positive pairs
 * @param f1Threshold the highest threshold that reaches it
 * @param precision precision at that threshold
 * @param recall recall at that threshold
 */
public record ThresholdFigures(
    double averagePrecision,
    double accuracy,
    double accuracyThreshold,
    double f1,
    double f1Threshold,
    double precision,
    double recall) {

  /** Pairs at or above a score, and how many of them are positive. */
  private record Cut(double score, int pairs, int positives) {}

  /** Returns the figures of scores (higher = more alike) and labels (true = positive). */
  public static ThresholdFigures of(double[] scores, boolean[] labels) {
    if (scores.length != labels.length || scores.length == 0) {
      throw new IllegalArgumentException(
          "scores and labels must be of equal length and not empty, but have "
              + scores.length
              + " and "
              + labels.length);
    }
    List<Cut> cuts = cuts(scores, labels);
    int pairs = cuts.getLast().pairs();
    int positives = cuts.getLast().positives();
    double accuracy = 0;
    double accuracyThreshold = 0;
    double f1 = 0;
    Cut best = new Cut(0, 1, 0);
    double f1Threshold = 0;
    for (int i = 0; i + 1 < cuts.size(); i++) {
      Cut cut = cuts.get(i);
      double threshold = (cut.score() + cuts.get(i + 1).score()) / 2;
      int falsePositives = cut.pairs() - cut.positives();
      double right = cut.positives() + (pairs - positives - falsePositives);
      if (right / pairs > accuracy) {
        accuracy = right / pairs;
        accuracyThreshold = threshold;
      }
      double cutF1 = 2.0 * cut.positives() / (cut.pairs() + positives); // 2PR / (P + R)
      if (cutF1 > f1) {
        f1 = cutF1;
        f1Threshold = threshold;
        best = cut;
      }
    }
    return new ThresholdFigures(
        averagePrecision(cuts),
        accuracy,
        accuracyThreshold,
        f1,
        f1Threshold,
        (double) best.positives() / best.pairs(),
        positives == 0 ? 0 : (double) best.positives() / positives);
  }

  /** Returns one cut for each distinct score, the highest first. */
  private static List<Cut> cuts(double[] scores, boolean[] labels) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).reversed())
            .toList();
    List<Cut> cuts = new ArrayList<>();
    int positives = 0;
    for (int n = 0; n < order.size(); n++) {
      int i = order.get(n);
      positives += labels[i] ? 1 : 0;
      if (n + 1 == order.size() || scores[order.get(n + 1)] != scores[i]) {
        cuts.add(new Cut(scores[i], n + 1, positives));
      }
    }
    return cuts;
  }

  private static double averagePrecision(List<Cut> cuts) {
    int positives = cuts.getLast().positives();
    double sum = 0;
    int before = 0;
    for (Cut cut : cuts) {
      sum += (double) (cut.positives() - before) * cut.positives() / cut.pairs();
      before = cut.positives();
    }
    return positives == 0 ? 0 : sum / positives;
  }
}
