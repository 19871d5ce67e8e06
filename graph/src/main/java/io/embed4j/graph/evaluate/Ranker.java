package io.embed4j.graph.evaluate;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ranks true answers against all entities.
 *
 * <p>Each distinct query is scored once, however many triples ask it, as a row of a matrix product
 * with all entities. The scores of a block of queries stay in cache; the answer's own score is read
 * from them too, so that it carries the same rounding as its rivals and ties are real. Rivals are
 * counted, never sorted.
 *
 * <p>Models that project candidates are worked through relation by relation: all entities are
 * projected once for each row of the relation table.
 *
 * <p>The result does not depend on the number of threads: each query belongs to one thread, and the
 * bits of a score do not depend on the block it is in.
 */
final class Ranker {
  /** Scores of a block of queries: 8 MiB, so that those of two threads fit a last-level cache. */
  private static final int BLOCK_SCORES = 1 << 21;

  /** Enough rows to keep the matrix product busy; more would only unbalance the threads. */
  private static final int MAX_BLOCK_QUERIES = 128;

  private static final int MIN_BLOCK_QUERIES = 4;

  private final KgeModel model;
  private final KnownAnswers known;
  private final Workers workers;
  private final Progress progress;
  private final EntityCandidates entities;
  private final AtomicInteger queriesDone = new AtomicInteger();

  Ranker(KgeModel model, KnownAnswers known, Workers workers, Progress progress) {
    this.model = model;
    this.known = known;
    this.workers = workers;
    this.progress = progress;
    this.entities = new EntityCandidates(model, workers);
  }

  /** Returns the ranks of both queries of every triple. */
  Ranks rank(Triples triples) {
    RankTally tails = new RankTally(QueryIndex.of(Side.TAIL, triples));
    RankTally heads = new RankTally(QueryIndex.of(Side.HEAD, triples));
    int total = tails.queries().size() + heads.queries().size();
    for (List<Range> together : groups(tails, heads)) {
      rank(together, total);
    }
    return new Ranks(triples, tails, heads);
  }

  /** Queries {@code from} to {@code to} (exclusive) of one side. */
  private record Range(RankTally tally, int from, int to) {
    Side side() {
      return tally.queries().side();
    }
  }

  /** Returns the ranges of queries that share prepared candidates. */
  private List<List<Range>> groups(RankTally tails, RankTally heads) {
    if (!model.interaction().projects()) {
      return List.of(
          List.of(
              new Range(tails, 0, tails.queries().size()),
              new Range(heads, 0, heads.queries().size())));
    }
    List<List<Range>> groups = new ArrayList<>();
    int tail = 0;
    int head = 0;
    // Both indexes hold the same relations in ascending order. Without reciprocal relations the two
    // sides of a relation share its row, so they follow each other.
    while (tail < tails.queries().size()) {
      int tailEnd = endOfRelation(tails.queries(), tail);
      int headEnd = endOfRelation(heads.queries(), head);
      groups.add(List.of(new Range(tails, tail, tailEnd)));
      groups.add(List.of(new Range(heads, head, headEnd)));
      tail = tailEnd;
      head = headEnd;
    }
    return groups;
  }

  private static int endOfRelation(QueryIndex queries, int from) {
    int end = from;
    while (end < queries.size() && queries.relation(end) == queries.relation(from)) {
      end++;
    }
    return end;
  }

  private void rank(List<Range> together, int total) {
    List<Range> blocks = new ArrayList<>();
    int rows = 1;
    for (Range range : together) {
      int blockRows = blockRows(range.to() - range.from());
      rows = Math.max(rows, blockRows);
      for (int from = range.from(); from < range.to(); from += blockRows) {
        blocks.add(new Range(range.tally(), from, Math.min(range.to(), from + blockRows)));
      }
    }
    if (blocks.isEmpty()) {
      return;
    }
    Range first = blocks.getFirst();
    int relation = first.tally().queries().relation(first.from());
    Candidates candidates = entities.under(model.relationRow(first.side(), relation));
    int scratchRows = rows;
    AtomicInteger next = new AtomicInteger();
    workers.forEach(
        workers.threads(),
        thread -> {
          BlockScores scores = new BlockScores(model, scratchRows, workers);
          for (int i = next.getAndIncrement(); i < blocks.size(); i = next.getAndIncrement()) {
            rank(blocks.get(i), scores, candidates);
            progress.report("ranking", done(blocks.get(i)), total, "");
          }
        });
  }

  private int blockRows(int queries) {
    int fitting = BLOCK_SCORES / Math.max(1, model.entities().rows());
    int perThread = (queries + workers.threads() - 1) / workers.threads();
    return Math.max(MIN_BLOCK_QUERIES, Math.min(MAX_BLOCK_QUERIES, Math.min(fitting, perThread)));
  }

  private int done(Range block) {
    return queriesDone.addAndGet(block.to() - block.from());
  }

  private void rank(Range block, BlockScores scores, Candidates candidates) {
    QueryIndex queries = block.tally().queries();
    scores.fold(queries, block.from(), block.to());
    scores.compare(candidates);
    for (int q = block.from(); q < block.to(); q++) {
      int[] filter = known.answers(block.side(), queries.entity(q), queries.relation(q));
      block.tally().count(q, scores.row(q - block.from()), filter);
    }
  }
}
