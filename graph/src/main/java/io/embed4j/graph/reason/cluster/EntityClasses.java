package io.embed4j.graph.reason.cluster;

import io.embed4j.graph.data.TypeParts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One class for each entity, to compare clusters with: of its types without a type below them the
 * most frequent one, of all its types if there is none of that kind.
 *
 * @param classes type of each entity, {@link Agreement#NO_CLASS} for none
 */
public record EntityClasses(int[] classes) {
  /** Chooses them. */
  static EntityClasses of(TypeParts types, int entities) {
    int[] counts = new int[types.train().names().size()];
    for (int e = 0; e < entities; e++) {
      for (int type : types.of(e)) {
        counts[type]++;
      }
    }
    BitSet leaves = types.subclasses().leaves(types.train().names());
    int[] classes = new int[entities];
    Arrays.setAll(classes, e -> choose(types.of(e), leaves, counts));
    return new EntityClasses(classes);
  }

  private static int choose(int[] types, BitSet leaves, int[] counts) {
    boolean hasLeaf = Arrays.stream(types).anyMatch(leaves::get);
    int best = Agreement.NO_CLASS;
    for (int type : types) {
      boolean counted = !hasLeaf || leaves.get(type);
      if (counted && (best == Agreement.NO_CLASS || counts[type] > counts[best])) {
        best = type;
      }
    }
    return best;
  }

  /**
   * The most frequent class of some entities.
   *
   * @param type its id
   * @param share of those of the entities that have a class
   */
  public record Majority(int type, double share) {}

  /** Returns the most frequent class of some entities, if any of them has one. */
  public Optional<Majority> majority(int[] entities) {
    Map<Integer, Integer> counts = new TreeMap<>();
    int typed = 0;
    for (int entity : entities) {
      if (classes[entity] != Agreement.NO_CLASS) {
        counts.merge(classes[entity], 1, Integer::sum);
        typed++;
      }
    }
    int all = typed;
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> new Majority(entry.getKey(), (double) entry.getValue() / all));
  }
}
