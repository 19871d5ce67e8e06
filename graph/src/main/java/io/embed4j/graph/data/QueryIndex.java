package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * The distinct queries of some triples on one side, each with its sorted, distinct answers: (head,
 * relation, ?) with the tails, or (?, relation, tail) with the heads. Queries are sorted by
 * relation, then by entity. Immutable.
 */
public final class QueryIndex {
  private final Side side;

  /** Per relation, where its queries start; one more entry than relations. */
  private final int[] relationStarts;

  private final int[] relations;
  private final int[] entities;
  private final int[] starts;
  private final int[] answers;

  private QueryIndex(Side side, SortedRows rows, int queries) {
    this.side = side;
    relationStarts = new int[rows.groups() + 1];
    relations = new int[queries];
    entities = new int[queries];
    starts = new int[queries + 1];
    answers = new int[rows.size()];
    int q = 0;
    for (int r = 0; r < rows.groups(); r++) {
      for (int i = rows.groupStart(r); i < rows.groupStart(r + 1); i++) {
        answers[i] = rows.second(i);
        if (startsQuery(rows, r, i)) {
          relations[q] = r;
          entities[q] = rows.first(i);
          starts[q++] = i;
        }
      }
      relationStarts[r + 1] = q;
    }
    starts[queries] = answers.length;
  }

  /** Returns the index of all triples of all parts together; equal triples count once. */
  public static QueryIndex of(Side side, Triples... parts) {
    SortedRows rows =
        switch (side) {
          case TAIL -> SortedRows.of(Triples::relation, Triples::head, Triples::tail, parts);
          case HEAD -> SortedRows.of(Triples::relation, Triples::tail, Triples::head, parts);
        };
    int queries = 0;
    for (int r = 0; r < rows.groups(); r++) {
      for (int i = rows.groupStart(r); i < rows.groupStart(r + 1); i++) {
        queries += startsQuery(rows, r, i) ? 1 : 0;
      }
    }
    return new QueryIndex(side, rows, queries);
  }

  private static boolean startsQuery(SortedRows rows, int relation, int row) {
    return row == rows.groupStart(relation) || rows.first(row) != rows.first(row - 1);
  }

  /** Returns which side is asked for. */
  public Side side() {
    return side;
  }

  /** Returns the number of distinct queries. */
  public int size() {
    return entities.length;
  }

  /** Returns the known entity of query {@code q}. */
  public int entity(int q) {
    return entities[q];
  }

  /** Returns the relation of query {@code q}. */
  public int relation(int q) {
    return relations[q];
  }

  /** Returns the query of an entity and a relation, or -1 if no triple has them. */
  public int find(int entity, int relation) {
    if (relation >= relationStarts.length - 1) {
      return -1;
    }
    int from = relationStarts[relation];
    return Math.max(-1, Arrays.binarySearch(entities, from, relationStarts[relation + 1], entity));
  }

  /**
   * Returns where the answers of query {@code q} start; they end where those of {@code q + 1}
   * start.
   */
  public int start(int q) {
    return starts[q];
  }

  /** Returns the number of answers of query {@code q}. */
  public int count(int q) {
    return starts[q + 1] - starts[q];
  }

  /** Returns the answer at a position from {@link #start}; ascending within a query. */
  public int answer(int position) {
    return answers[position];
  }

  /**
   * Returns whether a triple (entity, relation, answer), read in the direction of the side, is
   * here.
   */
  public boolean contains(int entity, int relation, int answer) {
    int q = find(entity, relation);
    return q >= 0 && isAnswer(q, answer);
  }

  /** Returns whether an entity is among the answers of query {@code q}. */
  public boolean isAnswer(int q, int entity) {
    return Arrays.binarySearch(answers, starts[q], starts[q + 1], entity) >= 0;
  }
}
