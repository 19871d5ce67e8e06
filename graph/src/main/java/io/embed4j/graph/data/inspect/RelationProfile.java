package io.embed4j.graph.data.inspect;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the triples of one relation look like.
 *
 * @param relation id of the relation
 * @param triples number of distinct triples
 * @param tailsPerHead average number of tails of a head that has any; 0 without triples
 * @param headsPerTail average number of heads of a tail that has any; 0 without triples
 * @param symmetricShare share of the triples (x, y), x ≠ y, whose reverse is there too
 * @param inverses other relations that are nearly the inverse, the nearest first
 * @param duplicates other relations that hold nearly the same pairs, the nearest first
 * @param composition the pair of relations that implies this one best, if any does well enough
 */
public record RelationProfile(
    int relation,
    int triples,
    double tailsPerHead,
    double headsPerTail,
    double symmetricShare,
    List<Overlap> inverses,
    List<Overlap> duplicates,
    Optional<Composition> composition) {
  /**
   * From this share on, relations count as symmetric, inverse or duplicate: the threshold of Akrami
   * et al. (SIGMOD 2020) for near-inverse and near-duplicate relations.
   */
  public static final double NEAR = 0.8;

  /**
   * Two relations that share pairs; for inverses, with one side turned round.
   *
   * @param other the other relation
   * @param share share of this relation's pairs that the other one has
   * @param otherShare share of the other relation's pairs that this one has
   */
  public record Overlap(int other, double share, double otherShare) {}

  /**
   * A path of two relations that ends where this relation does.
   *
   * @param first relation of the first step
   * @param second relation of the second step
   * @param coverage share of this relation's triples that the path reaches, by a sample
   * @param confidence share of such paths whose ends this relation joins, by a sample
   */
  public record Composition(int first, int second, double coverage, double confidence) {}

  /** Returns the cardinality class. */
  public Cardinality cardinality() {
    return Cardinality.of(tailsPerHead, headsPerTail);
  }

  /** Returns the patterns that the relation follows. */
  public Set<RelationPattern> patterns() {
    Set<RelationPattern> patterns = EnumSet.noneOf(RelationPattern.class);
    if (symmetricShare >= NEAR) {
      patterns.add(RelationPattern.SYMMETRIC);
    }
    if (!inverses.isEmpty()) {
      patterns.add(RelationPattern.HAS_INVERSE);
    }
    if (composition.isPresent()) {
      patterns.add(RelationPattern.COMPOSED);
    }
    return patterns;
  }
}
