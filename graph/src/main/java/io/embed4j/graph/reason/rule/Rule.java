package io.embed4j.graph.reason.rule;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A rule: where the body holds, the head is likely to hold. Variables with different names stand
 * for different entities (object identity). The forms are those of AnyBURL: Meilicke, Chekol,
 * Ruffinelli, Stuckenschmidt, "Anytime Bottom-Up Rule Learning for Knowledge Graph Completion",
 * IJCAI 2019.
 */
public sealed interface Rule {
  /** The better rules first; rules of equal evidence in a fixed order. */
  Comparator<Rule> BEST_FIRST =
      Comparator.comparingDouble((Rule rule) -> -rule.evidence().confidence())
          .thenComparingInt(rule -> -rule.evidence().support())
          .thenComparing(Rule::key, Arrays::compare);

  /** Returns how well the rule has done on the triples that it was mined from. */
  Evidence evidence();

  /** Returns the relation of the head. */
  int relation();

  /** Returns numbers that tell rules apart. */
  int[] key();

  /**
   * What speaks for a rule.
   *
   * @param support groundings of the body for which the head holds too
   * @param groundings distinct groundings that were looked at: pairs (X, Y) of a closed rule,
   *     entities X of an anchored one
   */
  record Evidence(int support, int groundings) {
    /**
     * Groundings that are taken to be wrong before any is seen, so that a rule of two lucky
     * groundings stands below one of many; the value is AnyBURL's.
     */
    static final int PESSIMISM = 5;

    public Evidence {
      if (support < 0 || support > groundings) {
        throw new IllegalArgumentException(
            "support must be from 0 to the groundings, " + groundings + ", but is " + support);
      }
    }

    /** Returns the share of groundings for which the head holds, with {@value #PESSIMISM} more. */
    public double confidence() {
      return support / (double) (groundings + PESSIMISM);
    }
  }

  /**
   * relation(X, Y) ← a path from X to Y; AnyBURL's cyclic rule.
   *
   * @param relation of the head
   * @param path the {@link Step}s from X to Y
   */
  record Closed(int relation, int[] path, Evidence evidence) implements Rule {
    @Override
    public int[] key() {
      int[] key = new int[path.length + 1];
      key[0] = relation;
      System.arraycopy(path, 0, key, 1, path.length);
      return key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Closed that
          && Arrays.equals(key(), that.key())
          && evidence.equals(that.evidence);
    }

    @Override
    public String toString() {
      return "Closed" + Arrays.toString(key()) + evidence;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(key());
    }
  }

  /**
   * head(X, constant) ← body(X, end), or ← body(X, A) with any other entity A; AnyBURL's acyclic
   * rules AC1 and AC2 of length 1.
   *
   * @param head the {@link Step} of the head
   * @param constant the entity of the head
   * @param body the step of the body
   * @param end the entity of the body, or {@link #ANY}
   */
  record Anchored(int head, int constant, int body, int end, Evidence evidence) implements Rule {
    /** Stands for a variable that occurs nowhere else. */
    public static final int ANY = -1;

    @Override
    public int relation() {
      return Step.relation(head);
    }

    @Override
    public int[] key() {
      return new int[] {relation(), head, constant, body, end};
    }
  }
}
