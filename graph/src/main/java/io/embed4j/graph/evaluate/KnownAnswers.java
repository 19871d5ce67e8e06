package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;

/**
 * What is already known to be true, from both ends: the filter of evaluation and prediction.
 *
 * @param tails tails of every (head, relation, ?)
 * @param heads heads of every (?, relation, tail)
 */
public record KnownAnswers(QueryIndex tails, QueryIndex heads) {
  /** Returns what the train, valid and test triples of a graph say together. */
  public static KnownAnswers of(KnowledgeGraph graph) {
    Triples[] parts = {graph.train(), graph.valid(), graph.test()};
    return new KnownAnswers(QueryIndex.of(Side.TAIL, parts), QueryIndex.of(Side.HEAD, parts));
  }

  /** Returns the known answers of a query, ascending; none if nothing is known of it. */
  public int[] answers(Side side, int entity, int relation) {
    QueryIndex index = side == Side.TAIL ? tails : heads;
    int q = index.find(entity, relation);
    if (q < 0) {
      return new int[0];
    }
    int[] answers = new int[index.count(q)];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = index.answer(index.start(q) + i);
    }
    return answers;
  }
}
