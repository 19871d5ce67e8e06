package io.embed4j.graph.data.inspect;

import java.util.HashMap;
import java.util.Map;

/** Counts pairs of relations; only pairs that occur take memory. */
final class OverlapCounts {
  private final Map<Long, int[]> counts = new HashMap<>();

  void increment(int first, int second) {
    counts.computeIfAbsent(key(first, second), key -> new int[1])[0]++;
  }

  int count(int first, int second) {
    return counts.getOrDefault(key(first, second), new int[1])[0];
  }

  /** Visits all counts, by the first relation, then by the second. */
  void forEach(RelationOverlaps.Visitor visitor) {
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              long key = entry.getKey();
              visitor.visit((int) (key >>> 32), (int) key, entry.getValue()[0]);
            });
  }

  private static long key(int first, int second) {
    return (long) first << 32 | second;
  }
}
