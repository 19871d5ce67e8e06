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
 * <p>Both are estimated, from samples as large as {@link Effort} says. The samples have fixed
 * seeds, so a graph always gives the same result.
 */
public final class CompositionSearch {
  private static final int MIN_SUPPORT = 5;
  private static final double MIN_COVERAGE = 0.1;
  private static final double MIN_CONFIDENCE = 0.5;
  private static final int MAX_BRANCHES = 300;

  /**
   * How hard to look.
   *
   * @param triples of a relation from which coverage is estimated, at most
   * @param paths from which confidence is estimated
   * @param candidates paths with the best coverage whose confidence is looked at
   */
  public record Effort(int triples, int paths, int candidates) {
    /** Enough to name the best path of a relation. */
    public static final Effort PROFILE = new Effort(100, 300, 5);

    /** Enough to list all paths that imply a relation. */
    public static final Effort THOROUGH = new Effort(500, 500, 30);
  }

  private final Triples triples;
  private final PairIndex pairs;
  private final QueryIndex tails;
  private final Effort effort;

  /** The triples of relation r are {@code byRelation[starts[r]]} to {@code [starts[r + 1] - 1]}. */
  private final int[] byRelation;

  private final int[] starts;

  /**
   * Makes a search.
   *
   * @param relations number of relations, above every id
   * @param pairs index of the triples
   * @param tails index of the triples
   */
  public CompositionSearch(
      int relations, Triples triples, PairIndex pairs, QueryIndex tails, Effort effort) {
    this.effort = effort;
    this.triples = triples;
    this.pairs = pairs;
    this.tails = tails;
    starts = new int[relations + 1];
    byRelation = triples.byRelation(starts);
  }

  /** Two relations, one step after the other. */
  public record Path(int first, int second) {}

  /** A path and how many sampled triples it reaches. */
  private record Candidate(Path path, int support) {}

  /** Returns the best path of {@link #paths} that is right half of the time. */
  Optional<Composition> best(int relation) {
    return paths(relation).stream()
        .map(path -> measure(path, relation))
        .filter(composition -> composition.confidence() >= MIN_CONFIDENCE)
        .max(Comparator.comparingDouble(Composition::confidence));
  }

  /**
   * Returns the paths that cover a tenth of a relation, and five triples at least: as many as
   * {@link Effort#candidates}, the best coverage first.
   */
  public List<Path> paths(int relation) {
    SplittableRandom random = Seeds.stream(0, "composition", relation);
    int sampled = sampled(relation);
    Map<Path, Integer> support = new HashMap<>();
    for (int i = 0; i < sampled; i++) {
      int triple = drawn(relation, i, sampled, random);
      for (Path path : pathsBetween(triples.head(triple), triples.tail(triple))) {
        support.merge(path, 1, Integer::sum);
      }
    }
    double minSupport = Math.max(MIN_SUPPORT, MIN_COVERAGE * sampled);
    return support.entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
        .filter(candidate -> candidate.support() >= minSupport)
        .sorted(
            Comparator.comparingInt((Candidate c) -> -c.support())
                .thenComparingInt(c -> c.path().first())
                .thenComparingInt(c -> c.path().second()))
        .limit(effort.candidates())
        .map(Candidate::path)
        .toList();
  }

  /** Returns how well a path implies a relation. */
  public Composition measure(Path path, int relation) {
    long key = (long) path.first() << 32 | path.second();
    SplittableRandom random = Seeds.stream(relation, "composition measured", key);
    int sampled = sampled(relation);
    int reached = 0;
    for (int i = 0; i < sampled; i++) {
      int triple = drawn(relation, i, sampled, random);
      reached += middle(path, triples.head(triple), triples.tail(triple)) >= 0 ? 1 : 0;
    }
    double coverage = sampled == 0 ? 0 : (double) reached / sampled;
    double confidence = confidence(path, relation, random);
    return new Composition(path.first(), path.second(), coverage, confidence);
  }

  /**
   * Returns the least entity where a path from one entity to another changes relations, and which
   * is neither of the two, or −1.
   */
  public int middle(Path path, int from, int to) {
    int query = tails.find(from, path.first());
    int end = query < 0 ? 0 : tails.start(query + 1);
    for (int i = query < 0 ? 0 : tails.start(query); i < end; i++) {
      int y = tails.answer(i);
      if (y != from && y != to && pairs.contains(y, path.second(), to)) {
        return y;
      }
    }
    return -1;
  }

  private int sampled(int relation) {
    return Math.min(effort.triples(), starts[relation + 1] - starts[relation]);
  }

  /** Returns the i-th triple of a sample: of all triples if there are no more, else at random. */
  private int drawn(int relation, int i, int sampled, SplittableRandom random) {
    boolean all = starts[relation + 1] - starts[relation] == sampled;
    return all ? byRelation[starts[relation] + i] : any(relation, random);
  }

  private int any(int relation, SplittableRandom random) {
    return byRelation[random.nextInt(starts[relation], starts[relation + 1])];
  }

  /** Returns the distinct paths from one entity to another. */
  private Set<Path> pathsBetween(int from, int to) {
    Set<Path> paths = new HashSet<>();
    int first = pairs.firstPair(from);
    int end = pairs.firstPair(from + 1);
    int step = 1 + (end - first) / MAX_BRANCHES;
    for (int pair = first; pair < end; pair += step) {
      int middle = pairs.tail(pair);
      int onward = middle == from || middle == to ? -1 : pairs.find(middle, to);
      for (int i = pairs.start(pair); onward >= 0 && i < pairs.start(pair + 1); i++) {
        for (int j = pairs.start(onward); j < pairs.start(onward + 1); j++) {
          paths.add(new Path(pairs.relation(i), pairs.relation(j)));
        }
      }
    }
    return paths;
  }

  /**
   * Draws a first step, then one of its second steps; a draw counts for as many paths as the first
   * step has, so that all paths count alike.
   */
  private double confidence(Path path, int relation, SplittableRandom random) {
    if (starts[path.first()] == starts[path.first() + 1]) {
      return 0;
    }
    double all = 0;
    double right = 0;
    for (int i = 0; i < effort.paths(); i++) {
      int triple = any(path.first(), random);
      int query = tails.find(triples.tail(triple), path.second());
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
