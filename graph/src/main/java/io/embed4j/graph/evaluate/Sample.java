package io.embed4j.graph.evaluate;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.Triples;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A seeded choice of triples to look at, where looking at all would take too long. */
final class Sample {
  private Sample() {}

  /**
   * Returns {@code size} different triples in their old order; all of them if {@code size} is 0 or
   * there are no more than that. Floyd's method (Bentley, Floyd 1987) would need a set; marking
   * while passing over the triples once (Knuth, algorithm S) does not.
   */
  static Triples of(Triples triples, int size, long seed) {
    if (size <= 0 || size >= triples.size()) {
      return triples;
    }
    SplittableRandom random = Seeds.stream(seed, "evaluation sample", 0);
    int[] chosen = new int[size];
    int count = 0;
    for (int i = 0; count < size; i++) {
      if (random.nextInt(triples.size() - i) < size - count) {
        chosen[count++] = i;
      }
    }
    return new Triples(
        IntStream.of(chosen).map(triples::head).toArray(),
        IntStream.of(chosen).map(triples::relation).toArray(),
        IntStream.of(chosen).map(triples::tail).toArray());
  }
}
