package io.embed4j.graph.reason.pattern;

import io.embed4j.graph.data.Triples;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which entities a relation has as heads and as tails. The vectors are not asked for rules whose
 * relations share hardly any entity, as Yang et al. (ICLR 2015, section 4) do, because relations
 * between different things may well have the same vector.
 */
final class Roles {
  private final BitSet[] heads;
  private final BitSet[] tails;

  /** Per pair of relations: whether half of the smaller set of heads is in the larger one. */
  private final boolean[][] heads2Heads;

  private final boolean[][] tails2Tails;
  private final boolean[][] tails2Heads;

  Roles(int relations, Triples triples) {
    heads = new BitSet[relations];
    tails = new BitSet[relations];
    Arrays.setAll(heads, r -> new BitSet());
    Arrays.setAll(tails, r -> new BitSet());
    for (int i = 0; i < triples.size(); i++) {
      heads[triples.relation(i)].set(triples.head(i));
      tails[triples.relation(i)].set(triples.tail(i));
    }
    heads2Heads = overlaps(heads, heads);
    tails2Tails = overlaps(tails, tails);
    tails2Heads = overlaps(tails, heads);
  }

  /** Goes by entity: most entities are in few of the sets. */
  private static boolean[][] overlaps(BitSet[] first, BitSet[] second) {
    int bound = Arrays.stream(first).mapToInt(BitSet::length).max().orElse(0);
    int[][] common = new int[first.length][second.length];
    for (int e = 0; e < bound; e++) {
      int[] members = members(second, e);
      for (int a : members(first, e)) {
        for (int b : members) {
          common[a][b]++;
        }
      }
    }
    boolean[][] overlaps = new boolean[first.length][second.length];
    for (int a = 0; a < first.length; a++) {
      for (int b = 0; b < second.length; b++) {
        int smaller = Math.min(first[a].cardinality(), second[b].cardinality());
        overlaps[a][b] = common[a][b] > 0 && 2 * common[a][b] >= smaller;
      }
    }
    return overlaps;
  }

  private static int[] members(BitSet[] sets, int entity) {
    int[] members = new int[sets.length];
    int count = 0;
    for (int r = 0; r < sets.length; r++) {
      if (sets[r].get(entity)) {
        members[count++] = r;
      }
    }
    return Arrays.copyOf(members, count);
  }

  /** Returns whether the heads of both relations, and their tails, are much the same. */
  boolean allowSame(int a, int b) {
    return heads2Heads[a][b] && tails2Tails[a][b];
  }

  /** Returns whether the heads of each relation are much the same as the tails of the other one. */
  boolean allowInverse(int a, int b) {
    return tails2Heads[a][b] && tails2Heads[b][a];
  }

  /** Returns whether many an entity that a leads to is one that b starts from. */
  boolean allowPath(int a, int b) {
    return tails2Heads[a][b];
  }

  /** Returns whether a path of a and b joins such entities as c does. */
  boolean allowComposition(int a, int b, int c) {
    return tails2Heads[a][b] && heads2Heads[a][c] && tails2Tails[b][c];
  }

  /** Returns whether a pair could be turned round: each entity occurs in the other place too. */
  boolean canTurn(int relation, int head, int tail) {
    return tails[relation].get(head) && heads[relation].get(tail);
  }
}
