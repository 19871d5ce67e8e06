package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The ranks of both queries of every triple. Immutable. */
public final class Ranks {
  private final Triples triples;
  private final RankTally tails;
  private final RankTally heads;

  Ranks(Triples triples, RankTally tails, RankTally heads) {
    this.triples = triples;
    this.tails = tails;
    this.heads = heads;
  }

  /** Returns the ranked triples. */
  public Triples triples() {
    return triples;
  }

  /** Returns the rank of triple {@code i} on one side. */
  public Rank rank(Side side, int i) {
    return side == Side.TAIL
        ? tails.rank(triples.head(i), triples.relation(i), triples.tail(i))
        : heads.rank(triples.tail(i), triples.relation(i), triples.head(i));
  }

  /** Returns the averages over all triples. */
  public SideMetrics metrics(Ties ties) {
    return metrics(ties, relation -> true);
  }

  /** Returns the averages over the triples of the chosen relations. */
  public SideMetrics metrics(Ties ties, IntPredicate relations) {
    int[] chosen =
        IntStream.range(0, triples.size())
            .filter(i -> relations.test(triples.relation(i)))
            .toArray();
    return new SideMetrics(
        Metrics.of(
            ties,
            ranks -> {
              for (int i : chosen) {
                ranks.accept(rank(Side.TAIL, i));
                ranks.accept(rank(Side.HEAD, i));
              }
            }),
        side(ties, Side.TAIL, chosen),
        side(ties, Side.HEAD, chosen));
  }

  private Metrics side(Ties ties, Side side, int[] chosen) {
    return Metrics.of(
        ties,
        ranks -> {
          for (int i : chosen) {
            ranks.accept(rank(side, i));
          }
        });
  }
}
