package io.embed4j.search.query;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The scores of candidates by both lists. */
final class FusedScores {
  private FusedScores() {}

  /** Returns one score a candidate, in their order. */
  static double[] of(Fusion fusion, List<Candidate> candidates) {
    return switch (fusion) {
      case Fusion.ReciprocalRank(double constant, double weight) ->
          candidates.stream()
              .mapToDouble(
                  c ->
                      weight * reciprocal(constant, Candidate.rank(c.neighbour()))
                          + (1 - weight) * reciprocal(constant, Candidate.rank(c.words())))
              .toArray();
      case Fusion.Weighted(double weight) -> {
        double[] words = normalised(candidates, Candidate::words);
        double[] neighbours = normalised(candidates, Candidate::neighbour);
        double[] fused = new double[words.length];
        for (int i = 0; i < fused.length; i++) {
          fused[i] = weight * neighbours[i] + (1 - weight) * words[i];
        }
        yield fused;
      }
    };
  }

  private static double reciprocal(double constant, OptionalInt rank) {
    return rank.isEmpty() ? 0 : 1 / (constant + rank.getAsInt());
  }

  private static double[] normalised(
      List<Candidate> candidates, Function<Candidate, Optional<Hit.Part>> part) {
    double[] scores =
        candidates.stream()
            .map(part)
            .mapToDouble(score -> Candidate.score(score, Double.NaN))
            .toArray();
    return normalised(scores);
  }

  /** Returns (x − least) / (most − least), all 1 if they are equal, and 0 for NaN. */
  static double[] normalised(double[] scores) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      least = Double.isNaN(score) ? least : Math.min(least, score);
      most = Double.isNaN(score) ? most : Math.max(most, score);
    }
    double[] normalised = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double share = most > least ? (scores[i] - least) / (most - least) : 1;
      normalised[i] = Double.isNaN(scores[i]) ? 0 : share;
    }
    return normalised;
  }
}
