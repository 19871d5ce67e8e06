package io.embed4j.encode.benchmark;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Means of figures of ranked lists over queries, as pytrec_eval counts them: Järvelin, Kekäläinen:
 * Cumulated gain-based evaluation, 2002, with gains as judged.
 */
final class RankingFigures {
  private static final int CUT = 10;

  private final Map<String, Double> sums = new LinkedHashMap<>();
  private int queries;

  /** Returns the documents from the highest score down; of equal ones the greater name first. */
  static List<String> ranked(List<String> documents, double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> -scores[i])
                .thenComparing(documents::get, Comparator.reverseOrder()))
        .map(documents::get)
        .toList();
  }

  /**
   * Takes note of one query.
   *
   * @param ranked the best first
   * @param relevant how relevant documents are; those not named are not
   */
  void add(List<String> ranked, Map<String, Integer> relevant) {
    queries++;
    sum("ndcg@10", ndcg(ranked, relevant));
    sum("recall@10", recall(ranked, relevant, CUT));
    sum("recall@100", recall(ranked, relevant, 100));
    sum("mrr@10", reciprocalRank(ranked, relevant));
  }

  private void sum(String name, double value) {
    sums.merge(name, value, Double::sum);
  }

  /** Returns the mean of each figure. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / queries));
    return means;
  }

  private static double ndcg(List<String> ranked, Map<String, Integer> relevant) {
    double gain = 0;
    for (int i = 0; i < Math.min(CUT, ranked.size()); i++) {
      gain += relevant.getOrDefault(ranked.get(i), 0) / discount(i);
    }
    List<Integer> best =
        relevant.values().stream().sorted(Comparator.reverseOrder()).limit(CUT).toList();
    double ideal = 0;
    for (int i = 0; i < best.size(); i++) {
      ideal += best.get(i) / discount(i);
    }
    return ideal == 0 ? 0 : gain / ideal;
  }

  private static double discount(int place) {
    return Math.log(place + 2) / Math.log(2);
  }

  private static double recall(List<String> ranked, Map<String, Integer> relevant, int cut) {
    long all = relevant.values().stream().filter(r -> r > 0).count();
    long found = ranked.stream().limit(cut).filter(d -> relevant.getOrDefault(d, 0) > 0).count();
    return all == 0 ? 0 : (double) found / all;
  }

  private static double reciprocalRank(List<String> ranked, Map<String, Integer> relevant) {
    for (int i = 0; i < Math.min(CUT, ranked.size()); i++) {
      if (relevant.getOrDefault(ranked.get(i), 0) > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }
}
