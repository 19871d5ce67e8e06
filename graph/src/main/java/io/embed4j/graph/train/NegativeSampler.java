package io.embed4j.graph.train;

import io.embed4j.graph.data.Triples;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws the negatives that a chunk shares. Thread-safe: no state changes after construction. */
final class NegativeSampler {
  private final Objective.Sampler sampler;
  private final Triples train;
  private final int entities;

  NegativeSampler(Objective.Sampler sampler, Triples train, int entities) {
    this.sampler = sampler;
    this.train = train;
    this.entities = entities;
  }

  /**
   * Returns negatives, in ascending order; repeated ones count as often as they were drawn.
   *
   * @param chunk the entities that in-batch negatives come from
   */
  int[] draw(int count, int[] chunk, SplittableRandom random) {
    int[] negatives = new int[count];
    for (int i = 0; i < count; i++) {
      negatives[i] =
          switch (sampler) {
            case UNIFORM -> random.nextInt(entities);
            case DEGREE -> endOfRandomTriple(random);
            case IN_BATCH -> chunk[random.nextInt(chunk.length)];
          };
    }
    Arrays.sort(negatives); // gathers run forward through the table
    return negatives;
  }

  /** A random end of a random triple: entities in proportion to their degree. */
  private int endOfRandomTriple(SplittableRandom random) {
    int end = random.nextInt(2 * train.size());
    return end % 2 == 0 ? train.head(end / 2) : train.tail(end / 2);
  }
}
