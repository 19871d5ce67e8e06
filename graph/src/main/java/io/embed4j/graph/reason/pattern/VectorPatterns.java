package io.embed4j.graph.reason.pattern;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What the vectors of a model say of rules. */
final class VectorPatterns {
  private final RelationGeometry geometry;
  private final DataPatterns data;
  private final Roles roles;
  private final Workers workers;
  private final int minSupport;
  private final int[] relations;

  /**
   * Looks only at relations with enough triples for their vectors to mean something.
   *
   * @param minSupport how many triples are enough
   */
  VectorPatterns(
      RelationGeometry geometry, DataPatterns data, Roles roles, Workers workers, int minSupport) {
    this.geometry = geometry;
    this.data = data;
    this.roles = roles;
    this.workers = workers;
    this.minSupport = minSupport;
    this.relations = data.frequent(minSupport);
  }

  /**
   * Returns how closely the vectors fit a rule, in [0, 1]; empty if they cannot tell, or if the
   * rule is about relations between different things.
   */
  OptionalDouble closeness(Pattern pattern) {
    return geometry.tells().contains(pattern.kind()) && allows(pattern)
        ? OptionalDouble.of(fit(pattern))
        : OptionalDouble.empty();
  }

  private boolean allows(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Symmetric(int r) -> roles.allowInverse(r, r);
      case Pattern.Antisymmetric(int r) -> data.turnable(r) >= minSupport;
      case Pattern.Inverse(int a, int b) -> roles.allowInverse(a, b);
      case Pattern.SubRelation(int a, int b) -> roles.allowSame(a, b);
      case Pattern.Composition(int a, int b, int c) -> roles.allowComposition(a, b, c);
    };
  }

  private double fit(Pattern pattern) {
    double raw =
        switch (pattern) {
          case Pattern.Symmetric(int r) -> geometry.symmetric(r);
          case Pattern.Antisymmetric(int r) -> 1 - Math.max(0, geometry.symmetric(r));
          case Pattern.Inverse(int a, int b) -> geometry.inverse(a, b);
          case Pattern.SubRelation(int a, int b) -> geometry.same(a, b);
          case Pattern.Composition(int a, int b, int c) -> geometry.composition(a, b, c);
        };
    return Double.isNaN(raw) ? 0 : Math.clamp(raw, 0, 1);
  }

  /** Returns the rules that the vectors fit closely enough. */
  List<Pattern> find(Thresholds thresholds) {
    List<List<Pattern>> found = new ArrayList<>();
    for (int i = 0; i < relations.length; i++) {
      found.add(new ArrayList<>());
    }
    workers.forEach(
        relations.length,
        i -> {
          for (Pattern pattern : candidates(relations[i])) {
            if (closeness(pattern).orElse(0) >= thresholds.closeness()) {
              found.get(i).add(pattern);
            }
          }
        });
    return found.stream().flatMap(List::stream).toList();
  }

  /** Returns the rules that begin with a relation. */
  private List<Pattern> candidates(int a) {
    List<Pattern> candidates = new ArrayList<>();
    candidates.add(new Pattern.Symmetric(a));
    candidates.add(new Pattern.Antisymmetric(a));
    for (int b : relations) {
      addPair(a, b, candidates);
      if (geometry.tells().contains(Kind.COMPOSITION) && roles.allowPath(a, b)) {
        addCompositions(a, b, candidates);
      }
    }
    return candidates;
  }

  /** Of two symmetric relations that are alike each is the inverse of the other: of no interest. */
  private void addPair(int a, int b, List<Pattern> candidates) {
    boolean told = geometry.tells().contains(Kind.INVERSE);
    if (told && a < b && geometry.inverse(a, b) > geometry.same(a, b)) {
      candidates.add(new Pattern.Inverse(a, b));
    }
    if (told && data.isNarrower(a, b) && geometry.same(a, b) >= geometry.inverse(a, b)) {
      candidates.add(new Pattern.SubRelation(a, b));
    }
  }

  /**
   * Adds the rules that fit better than either step alone: where a is near nothing at all, as
   * symmetric relations of TransE are, every rule a ∘ b ⇒ b would fit.
   */
  private void addCompositions(int a, int b, List<Pattern> candidates) {
    for (int c : relations) {
      if (roles.allowComposition(a, b, c)
          && geometry.composition(a, b, c) > Math.max(geometry.same(a, c), geometry.same(b, c))) {
        candidates.add(new Pattern.Composition(a, b, c));
      }
    }
  }
}
