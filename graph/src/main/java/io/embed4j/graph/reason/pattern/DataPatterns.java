package io.embed4j.graph.reason.pattern;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.PairIndex;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.inspect.CompositionSearch;
import io.embed4j.graph.data.inspect.CompositionSearch.Path;
import io.embed4j.graph.data.inspect.RelationOverlaps;
import io.embed4j.graph.reason.pattern.Finding.DataEvidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What triples say of rules. Pairs are counted; the support and the confidence of compositions are
 * estimated from samples ({@link CompositionSearch.Effort#THOROUGH}).
 */
final class DataPatterns {
  private final Triples triples;
  private final PairIndex pairs;
  private final RelationOverlaps overlaps;
  private final CompositionSearch compositions;
  private final Roles roles;
  private final Workers workers;

  /** Per relation: triples that could be turned round, and those that are. */
  private final int[] turnable;

  private final int[] turned;

  DataPatterns(int relations, Triples triples, Roles roles, Workers workers) {
    this.triples = triples;
    this.roles = roles;
    this.workers = workers;
    pairs = PairIndex.of(triples);
    overlaps = RelationOverlaps.of(relations, pairs);
    QueryIndex tails = QueryIndex.of(Side.TAIL, triples);
    compositions =
        new CompositionSearch(relations, triples, pairs, tails, CompositionSearch.Effort.THOROUGH);
    turnable = new int[relations];
    turned = new int[relations];
    countTurnable();
  }

  private void countTurnable() {
    for (int head = 0; head < pairs.headBound(); head++) {
      for (int pair = pairs.firstPair(head); pair < pairs.firstPair(head + 1); pair++) {
        int tail = pairs.tail(pair);
        for (int i = pairs.start(pair); i < pairs.start(pair + 1); i++) {
          int relation = pairs.relation(i);
          if (head != tail && roles.canTurn(relation, head, tail)) {
            turnable[relation]++;
            turned[relation] +=
                pairs.contains(/* head= */ tail, relation, /* tail= */ head) ? 1 : 0;
          }
        }
      }
    }
  }

  /** Returns the relations with at least so many distinct triples, ascending. */
  int[] frequent(int minTriples) {
    return IntStream.range(0, overlaps.relations())
        .filter(r -> overlaps.triples(r) >= minTriples)
        .toArray();
  }

  /** Returns how many triples of a relation could be turned round, by the places of entities. */
  int turnable(int relation) {
    return turnable[relation];
  }

  /** Returns the patterns that may have this support; {@link #evidence} tells which do. */
  List<Pattern> candidates(int support) {
    List<Pattern> found = new ArrayList<>();
    for (int r : frequent(support)) {
      found.add(new Pattern.Symmetric(r));
      found.add(new Pattern.Antisymmetric(r));
    }
    overlaps.forEachReverse(
        (a, b, count) -> {
          if (a < b && count >= support) {
            found.add(new Pattern.Inverse(a, b));
          }
        });
    overlaps.forEachSame(
        (a, b, count) -> {
          if (isNarrower(a, b) && count >= support) {
            found.add(new Pattern.SubRelation(a, b));
          }
        });
    addCompositions(frequent(support), found);
    return found;
  }

  private void addCompositions(int[] relations, List<Pattern> found) {
    List<List<Path>> paths = new ArrayList<>(Collections.nCopies(relations.length, List.of()));
    workers.forEach(relations.length, i -> paths.set(i, compositions.paths(relations[i])));
    for (int i = 0; i < relations.length; i++) {
      for (Path path : paths.get(i)) {
        found.add(new Pattern.Composition(path.first(), path.second(), relations[i]));
      }
    }
  }

  /**
   * Returns whether a relation is the narrower one of two, by its triples: the vectors only tell
   * that two relations are alike, and of two that contain each other one rule is enough.
   */
  boolean isNarrower(int a, int b) {
    int difference = Integer.compare(overlaps.triples(a), overlaps.triples(b));
    return difference < 0 || (difference == 0 && a < b);
  }

  /** Returns what the triples say of a rule. */
  DataEvidence evidence(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Symmetric(int r) -> {
        int both = overlaps.reverse(r, r);
        yield new DataEvidence(both, share(both, overlaps.properTriples(r)));
      }
      case Pattern.Antisymmetric(int r) -> {
        int oneWay = turnable[r] - turned[r];
        yield new DataEvidence(oneWay, share(oneWay, turnable[r]));
      }
      case Pattern.Inverse(int a, int b) -> {
        int both = overlaps.reverse(a, b);
        int larger = Math.max(overlaps.properTriples(a), overlaps.properTriples(b));
        yield new DataEvidence(both, share(both, larger));
      }
      case Pattern.SubRelation(int narrow, int wide) -> {
        int both = overlaps.same(narrow, wide);
        yield new DataEvidence(both, share(both, overlaps.triples(narrow)));
      }
      case Pattern.Composition(int first, int second, int whole) -> {
        var path = compositions.measure(new Path(first, second), whole);
        int support = (int) Math.round(path.coverage() * overlaps.triples(whole));
        yield new DataEvidence(support, path.confidence());
      }
    };
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Returns the first few pairs, or for compositions triples, of entities that follow a rule. */
  List<List<Integer>> examples(Pattern pattern, int limit) {
    List<List<Integer>> found = new ArrayList<>();
    int leading = leading(pattern);
    for (int i = 0; i < triples.size() && found.size() < limit; i++) {
      if (triples.relation(i) == leading) {
        int[] example = example(pattern, triples.head(i), triples.tail(i));
        if (example.length > 0) {
          found.add(Arrays.stream(example).boxed().toList());
        }
      }
    }
    return found;
  }

  /** Returns the relation whose triples may be examples. */
  private static int leading(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Symmetric(int r) -> r;
      case Pattern.Antisymmetric(int r) -> r;
      case Pattern.Inverse(int first, int _) -> first;
      case Pattern.SubRelation(int narrow, int _) -> narrow;
      case Pattern.Composition(int _, int _, int whole) -> whole;
    };
  }

  private int[] example(Pattern pattern, int head, int tail) {
    boolean holds =
        switch (pattern) {
          case Pattern.Symmetric(int r) -> head < tail && pairs.contains(tail, r, head);
          case Pattern.Antisymmetric(int r) ->
              roles.canTurn(r, head, tail) && !pairs.contains(tail, r, head);
          case Pattern.Inverse(int _, int second) ->
              head != tail && pairs.contains(tail, second, head);
          case Pattern.SubRelation(int _, int wide) -> pairs.contains(head, wide, tail);
          case Pattern.Composition(int first, int second, int _) ->
              head != tail && compositions.middle(new Path(first, second), head, tail) >= 0;
        };
    if (!holds) {
      return new int[0];
    }
    return pattern instanceof Pattern.Composition(int first, int second, int _)
        ? new int[] {head, compositions.middle(new Path(first, second), head, tail), tail}
        : new int[] {head, tail};
  }
}
