package io.embed4j.bench;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.SplittableRandom;

/**
 * Graphs with few entities and relations in most triples, as real ones have: entity number n · uᵏ
 * with u uniform on [0, 1), so that the e-th most frequent of n entities is drawn with a
 * probability in proportion to e^(1/k − 1).
 */
final class PowerLawGraph {
  private static final double ENTITY_POWER = 2;
  private static final double RELATION_POWER = 3;

  private PowerLawGraph() {}

  /** Returns a graph that has training triples only; repeated ones are left in. */
  static KnowledgeGraph of(int entities, int relations, int triples, long seed) {
    SplittableRandom random = Seeds.stream(seed, "power-law", 0);
    int[] heads = new int[triples];
    int[] links = new int[triples];
    int[] tails = new int[triples];
    for (int i = 0; i < triples; i++) {
      heads[i] = draw(entities, ENTITY_POWER, random);
      links[i] = draw(relations, RELATION_POWER, random);
      tails[i] = draw(entities, ENTITY_POWER, random);
    }
    return new KnowledgeGraph(
        "power-law",
        names("e", entities),
        names("r", relations),
        new Triples(heads, links, tails),
        Triples.of(),
        Triples.of());
  }

  private static int draw(int n, double power, SplittableRandom random) {
    int rank = (int) (n * Math.pow(random.nextDouble(), power));
    // ids in no order of frequency: a multiplicative hash that is a bijection for prime factors
    return (int) ((rank * 2_654_435_761L) % n);
  }

  private static Vocabulary names(String prefix, int count) {
    Vocabulary names = new Vocabulary();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}
