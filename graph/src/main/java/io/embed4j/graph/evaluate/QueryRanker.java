package io.embed4j.graph.evaluate;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Ranks true answers by a {@link QueryScorer}; each distinct query is scored once. */
final class QueryRanker {
  private final Supplier<? extends QueryScorer> scorers;
  private final int entities;
  private final KnownAnswers known;
  private final Workers workers;
  private final Progress progress;

  QueryRanker(
      Supplier<? extends QueryScorer> scorers,
      int entities,
      KnownAnswers known,
      Workers workers,
      Progress progress) {
    this.scorers = scorers;
    this.entities = entities;
    this.known = known;
    this.workers = workers;
    this.progress = progress;
  }

  Ranks rank(Triples triples) {
    RankTally tails = new RankTally(QueryIndex.of(Side.TAIL, triples));
    RankTally heads = new RankTally(QueryIndex.of(Side.HEAD, triples));
    int tailQueries = tails.queries().size();
    int total = tailQueries + heads.queries().size();
    AtomicInteger next = new AtomicInteger();
    workers.forEach(
        workers.threads(),
        thread -> {
          QueryScorer scorer = scorers.get();
          Row scores = Row.of(new float[entities]);
          for (int i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
            if (i < tailQueries) {
              rank(tails, i, scorer, scores);
            } else {
              rank(heads, i - tailQueries, scorer, scores);
            }
            progress.report("ranking", i + 1, total, "");
          }
        });
    return new Ranks(triples, tails, heads);
  }

  private void rank(RankTally tally, int q, QueryScorer scorer, Row scores) {
    QueryIndex queries = tally.queries();
    int entity = queries.entity(q);
    int relation = queries.relation(q);
    scorer.score(queries.side(), entity, relation, scores);
    tally.count(q, scores, known.answers(queries.side(), entity, relation));
  }
}
