package io.embed4j.core.measure;

import java.util.Comparator;
import java.util.Map;

/**
 * Figures of one ranked list of documents, as trec_eval (and so pytrec_eval, BEIR and MTEB) defines
 * them. A document is relevant if it is judged at 1 or more; one that nobody judged is not.
 */
public final class RankingFigures {
  private final int[] ranked;
  private final Map<Integer, Integer> judgements;
  private final long relevant;

  /**
   * Looks at a ranked list.
   *
   * @param ranked documents, the best first
   * @param judgements levels of judged documents
   */
  public RankingFigures(int[] ranked, Map<Integer, Integer> judgements) {
    this.ranked = ranked;
    this.judgements = judgements;
    this.relevant = judgements.values().stream().filter(level -> level > 0).count();
  }

  /**
   * Returns DCG / ideal DCG of the first k, with DCG = Σ level / log₂(1 + rank): the gain is the
   * level itself (Järvelin and Kekäläinen 2002), not 2^level − 1. 0 if nothing is relevant.
   */
  public double ndcgAt(int k) {
    double dcg = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      dcg += Math.max(0, level(i)) * discount(i);
    }
    int[] ideal =
        judgements.values().stream()
            .filter(level -> level > 0)
            .sorted(Comparator.reverseOrder())
            .limit(k)
            .mapToInt(level -> level)
            .toArray();
    double idealDcg = 0;
    for (int i = 0; i < ideal.length; i++) {
      idealDcg += ideal[i] * discount(i);
    }
    return idealDcg == 0 ? 0 : dcg / idealDcg;
  }

  private static double discount(int index) {
    return Math.log(2) / Math.log(index + 2); // 1 / log2(1 + rank)
  }

  /** Returns which part of the relevant documents is among the first k. */
  public double recallAt(int k) {
    int found = 0;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      found += level(i) > 0 ? 1 : 0;
    }
    return relevant == 0 ? 0 : (double) found / relevant;
  }

  /** Returns 1 / rank of the first relevant document, or 0 if it is not among the first k. */
  public double reciprocalRankAt(int k) {
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      if (level(i) > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /**
   * Returns the precision at each relevant document of the list, summed and divided by the number
   * of all relevant documents, found or not.
   */
  public double averagePrecision() {
    int found = 0;
    double sum = 0;
    for (int i = 0; i < ranked.length; i++) {
      if (level(i) > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return relevant == 0 ? 0 : sum / relevant;
  }

  private int level(int index) {
    return judgements.getOrDefault(ranked[index], 0);
  }
}
