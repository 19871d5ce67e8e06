package io.embed4j.graph.reason.complete;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * All facts of one relation, or those of the first places: blocks of queries times tiles of
 * candidates. A tile's scores stay in a cache until their row maxima have been compared with the
 * threshold; nearly all rows end there. Tiles that the norms rule out are not computed.
 */
final class RelationPass {
  static final int BLOCK_QUERIES = 128;

  /** Candidates of a tile. Together with the queries of a block: 512 KiB of scores. */
  private static final int TILE_CANDIDATES = 1024;

  /** Where a range starts, rounded down, so that panels of candidates are read whole. */
  private static final int ALIGNMENT = 64;

  private final Request.Wanted wanted;
  private final SortedQueries queries;
  private final SortedCandidates candidates;
  private final QueryIndex known;
  private final BestFacts best;

  RelationPass(
      Request.Wanted wanted,
      SortedQueries queries,
      SortedCandidates candidates,
      QueryIndex known,
      BestFacts best) {
    this.wanted = wanted;
    this.queries = queries;
    this.candidates = candidates;
    this.known = known;
    this.best = best;
  }

  /** One thread's memory, used block after block. */
  static final class Scratch {
    private final float[] queryRows;
    private final float[] scores = new float[BLOCK_QUERIES * TILE_CANDIDATES];
    private final List<Fact> found = new ArrayList<>();

    Scratch(int width) {
      this.queryRows = new float[BLOCK_QUERIES * width];
    }
  }

  /**
   * Offers the facts of some queries.
   *
   * @param from place of the first query
   * @param to place after the last one, at most {@value #BLOCK_QUERIES} further
   * @param limit places of candidates that are looked at
   */
  void run(int from, int to, int limit, Scratch scratch) {
    float threshold = Math.max(best.threshold(), wanted.leastScore());
    SortedCandidates.Range range =
        candidates.range(queries.norm(to - 1), queries.norm(from), threshold);
    int end = Math.min(limit, range.to());
    int start = range.from() / ALIGNMENT * ALIGNMENT;
    if (start >= end) {
      return;
    }
    int width = candidates.bound().width();
    for (int q = from; q < to; q++) {
      queries.fold(q, new Row(scratch.queryRows, (q - from) * width, width));
    }
    Matrix rows = Matrix.of(scratch.queryRows, to - from, width);
    for (int tile = start; tile < end; tile += TILE_CANDIDATES) {
      int columns = Math.min(TILE_CANDIDATES, end - tile);
      Matrix scores = Matrix.of(scratch.scores, to - from, columns);
      candidates.score(rows, tile, scores);
      for (int q = from; q < to; q++) {
        pick(q, tile, scratch, (q - from) * columns, columns);
      }
    }
    if (!scratch.found.isEmpty()) {
      best.addAll(scratch.found);
      scratch.found.clear();
    }
  }

  private void pick(int q, int tile, Scratch scratch, int offset, int columns) {
    int head = queries.head(q);
    float threshold = Math.max(best.threshold(head), wanted.leastScore());
    if (!(Vectors.max(scratch.scores, offset, columns) >= threshold)) {
      return;
    }
    int knownQuery = known.find(head, wanted.relation());
    for (int j = 0; j < columns; j++) {
      float score = scratch.scores[offset + j];
      if (score >= threshold) {
        int tail = candidates.entity(tile + j);
        boolean isKnown = knownQuery >= 0 && known.isAnswer(knownQuery, tail);
        if (!isKnown && (head != tail || wanted.loops() == Request.Loops.ALLOWED)) {
          scratch.found.add(new Fact(head, wanted.relation(), tail, score));
        }
      }
    }
  }
}
