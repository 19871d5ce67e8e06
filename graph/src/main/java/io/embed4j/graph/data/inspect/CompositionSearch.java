package io.embed4j.graph.data.inspect;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.PairIndex;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.inspect.RelationProfile.Composition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Finds the path of two steps that implies a relation best: r₁(x, y) ∧ r₂(y, z) ⇒ r(x, z), with
 * coverage and confidence as rule miners define head coverage and standard confidence (Galárraga et
 * al., WWW 2013), over forward steps only.
 *
 * <p>Both are estimated: coverage from 100 triples of the relation and at most 300 second entities
 * of each, confidence from 300 paths. The samples have fixed seeds, so a graph always gives the
 * same result.
 */
final class CompositionSearch {
  private static final int MIN_SUPPORT = 5;
  private static final double MIN_COVERAGE = 0.1;
  private static final double MIN_CONFIDENCE = 0.5;
  private static final int SAMPLED_TRIPLES = 100;
  private static final int SAMPLED_PATHS = 300;
  private static final int MAX_BRANCHES = 300;
  private static final int CANDIDATES = 5;

  private final Triples triples;
  private final PairIndex pairs;
  private final QueryIndex tails;

  /** The triples of relation r are {@code byRelation[starts[r]]} to {@code [starts[r + 1] - 1]}. */
  private final int[] byRelation;

  private final int[] starts;

  CompositionSearch(int relations, Triples triples, PairIndex pairs, QueryIndex tails) {
    this.triples = triples;
    this.pairs = pairs;
    this.tails = tails;
    starts = new int[relations + 1];
    for (int i = 0; i < triples.size(); i++) {
      starts[triples.relation(i) + 1]++;
    }
    for (int r = 0; r < relations; r++) {
      starts[r + 1] += starts[r];
    }
    byRelation = new int[triples.size()];
    int[] next = starts.clone();
    for (int i = 0; i < triples.size(); i++) {
      byRelation[next[triples.relation(i)]++] = i;
    }
  }

  /** A path and how many sampled triples it reaches. */
  private record Candidate(int first, int second, int support) {}

  /**
   * Returns the best path that covers a tenth of the relation, and five triples at least, and is
   * right half of the time.
   */
  Optional<Composition> best(int relation) {
    SplittableRandom random = Seeds.stream(0, "composition", relation);
    int sampled = Math.min(SAMPLED_TRIPLES, starts[relation + 1] - starts[relation]);
    return candidates(relation, sampled, random).stream()
        .map(
            path ->
                new Composition(
                    path.first(),
                    path.second(),
                    (double) path.support() / sampled,
                    confidence(path.first(), path.second(), relation, random)))
        .filter(composition -> composition.confidence() >= MIN_CONFIDENCE)
        .max(Comparator.comparingDouble(Composition::confidence));
  }

  /** Returns the few paths that reach most of the sampled triples. */
  private List<Candidate> candidates(int relation, int sampled, SplittableRandom random) {
    boolean all = starts[relation + 1] - starts[relation] == sampled;
    Map<Long, Integer> support = new HashMap<>();
    for (int i = 0; i < sampled; i++) {
      int triple = all ? byRelation[starts[relation] + i] : any(relation, random);
      for (long path : paths(triples.head(triple), triples.tail(triple))) {
        support.merge(path, 1, Integer::sum);
      }
    }
    double minSupport = Math.max(MIN_SUPPORT, MIN_COVERAGE * sampled);
    return support.entrySet().stream()
        .map(e -> new Candidate((int) (e.getKey() >>> 32), e.getKey().intValue(), e.getValue()))
        .filter(candidate -> candidate.support() >= minSupport)
        .sorted(
            Comparator.comparingInt((Candidate c) -> -c.support())
                .thenComparingInt(Candidate::first)
                .thenComparingInt(Candidate::second))
        .limit(CANDIDATES)
        .toList();
  }

  private int any(int relation, SplittableRandom random) {
    return byRelation[random.nextInt(starts[relation], starts[relation + 1])];
  }

  /** Returns the distinct paths (first relation, second relation) from one entity to another. */
  private Set<Long> paths(int from, int to) {
    Set<Long> paths = new HashSet<>();
    int first = pairs.firstPair(from);
    int end = pairs.firstPair(from + 1);
    int step = 1 + (end - first) / MAX_BRANCHES;
    for (int pair = first; pair < end; pair += step) {
      int middle = pairs.tail(pair);
      int onward = middle == from || middle == to ? -1 : pairs.find(middle, to);
      for (int i = pairs.start(pair); onward >= 0 && i < pairs.start(pair + 1); i++) {
        for (int j = pairs.start(onward); j < pairs.start(onward + 1); j++) {
          paths.add((long) pairs.relation(i) << 32 | pairs.relation(j));
        }
      }
    }
    return paths;
  }

  /**
   * Draws a first step, then one of its second steps; a draw counts for as many paths as the first
   * step has, so that all paths count alike.
   */
  private double confidence(int first, int second, int relation, SplittableRandom random) {
    double all = 0;
    double right = 0;
    for (int i = 0; i < SAMPLED_PATHS; i++) {
      int triple = any(first, random);
      int query = tails.find(triples.tail(triple), second);
      int count = query < 0 ? 0 : tails.count(query);
      if (count > 0) {
        int end = tails.answer(tails.start(query) + random.nextInt(count));
        boolean proper = end != triples.head(triple);
        all += proper ? count : 0;
        right += proper && pairs.contains(triples.head(triple), relation, end) ? count : 0;
      }
    }
    return all == 0 ? 0 : right / all;
  }
}
