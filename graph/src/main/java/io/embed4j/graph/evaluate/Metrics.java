package io.embed4j.graph.evaluate;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Averages over the ranks of some queries. All are 0 if there are none.
 *
 * @param queries number of ranks
 * @param mrr mean of 1 / rank, in (0, 1]
 * @param meanRank mean of the ranks, at least 1
 * @param hitsAt1 share of ranks of at most 1
 * @param hitsAt3 share of ranks of at most 3
 * @param hitsAt10 share of ranks of at most 10
 * @param amri adjusted mean rank index, in [-1, 1]: 1 is perfect, 0 is chance, whatever the number
 *     of candidates. 1 − Σ(rank − 1) / Σ E[rank − 1], with E[rank − 1] = rivals / 2 after
 *     filtering. Berrendorf, Faerman, Vermue, Tresp: On the Ambiguity of Rank-Based Evaluation of
 *     Entity Alignment or Link Prediction Methods, 2020, section 3
 */
public record Metrics(
    long queries,
    double mrr,
    double meanRank,
    double hitsAt1,
    double hitsAt3,
    double hitsAt10,
    double amri) {

  /** Returns the figures by the names that files and tables give them, the most usual first. */
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("mrr", mrr);
    figures.put("mr", meanRank);
    figures.put("hits@1", hitsAt1);
    figures.put("hits@3", hitsAt3);
    figures.put("hits@10", hitsAt10);
    figures.put("amri", amri);
    return figures;
  }

  /** Returns the averages of the ranks that {@code feed} hands to its argument. */
  public static Metrics of(Ties ties, Consumer<Consumer<Rank>> feed) {
    Sums sums = new Sums(ties);
    feed.accept(sums::add);
    return sums.metrics();
  }

  private static final class Sums {
    private final Ties ties;
    private long queries;
    private double reciprocalRanks;
    private double ranks;
    private double expectedBelow;
    private long hitsAt1;
    private long hitsAt3;
    private long hitsAt10;

    Sums(Ties ties) {
      this.ties = ties;
    }

    void add(Rank rank) {
      double value = rank.value(ties);
      queries++;
      reciprocalRanks += 1 / value;
      ranks += value;
      expectedBelow += rank.rivals() / 2.0;
      hitsAt1 += value <= 1 ? 1 : 0;
      hitsAt3 += value <= 3 ? 1 : 0;
      hitsAt10 += value <= 10 ? 1 : 0;
    }

    Metrics metrics() {
      double n = Math.max(1, queries);
      double amri = expectedBelow == 0 ? 0 : 1 - (ranks - queries) / expectedBelow;
      return new Metrics(
          queries, reciprocalRanks / n, ranks / n, hitsAt1 / n, hitsAt3 / n, hitsAt10 / n, amri);
    }
  }
}
