package io.embed4j.graph.reason.complete;

import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many of the best facts are among facts known to be true. No more than a lower bound of how
 * many are true, because nobody knows all of them.
 */
public final class Precision {
  private static final int[] PLACES = {100, 1_000, 10_000};

  private Precision() {}

  /** Returns the share of the first 100, 1,000 and 10,000 facts, as far as there are as many. */
  public static Map<Integer, Double> of(List<Fact> facts, Triples truth) {
    QueryIndex known = QueryIndex.of(Side.TAIL, truth);
    Map<Integer, Double> precision = new TreeMap<>();
    int right = 0;
    int place = 0;
    for (int i = 0; i < facts.size() && place < PLACES.length; i++) {
      Fact fact = facts.get(i);
      right += known.contains(fact.head(), fact.relation(), fact.tail()) ? 1 : 0;
      if (i + 1 == PLACES[place]) {
        precision.put(PLACES[place++], (double) right / (i + 1));
      }
    }
    return precision;
  }
}
