package io.embed4j.graph.data;

import java.util.SplittableRandom;

/** Random triples with repetitions, for tests. */
public final class RandomTriples {
  private RandomTriples() {}

  public static Triples of(int size, int entities, int relations, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TripleBuffer buffer = new TripleBuffer();
    for (int i = 0; i < size; i++) {
      buffer.add(random.nextInt(entities), random.nextInt(relations), random.nextInt(entities));
    }
    return buffer.triples();
  }
}
