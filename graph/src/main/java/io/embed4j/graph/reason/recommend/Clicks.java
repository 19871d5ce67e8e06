package io.embed4j.graph.reason.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Click-through prediction: how well likes are told from other ratings.
 *
 * @param auc the probability that a like scores higher than another rating, a tie counting half
 * @param f1 harmonic mean of precision and recall of the likes, at probability 1/2
 * @param aucOfLikedItems the AUC of those rows whose item somebody likes in the train part
 */
record Clicks(double auc, double f1, double aucOfLikedItems) {
  /** Returns the area under the ROC curve of scores, by the rank sum of the likes. */
  static double auc(double[] scores, boolean[] liked) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double rankSum = 0;
    long positives = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      int likes = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        likes += liked[order[to++]] ? 1 : 0;
      }
      rankSum += likes * (from + 1 + to) / 2.0; // the mean rank of equal scores
      positives += likes;
      from = to;
    }
    long negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /** Returns the F1 of what has a probability of at least 1/2. */
  static double f1(double[] probabilities, boolean[] liked) {
    int right = 0;
    int chosen = 0;
    int likes = 0;
    for (int i = 0; i < liked.length; i++) {
      likes += liked[i] ? 1 : 0;
      if (probabilities[i] >= 0.5) {
        chosen++;
        right += liked[i] ? 1 : 0;
      }
    }
    return likes + chosen == 0 ? 0 : 2.0 * right / (likes + chosen);
  }
}
