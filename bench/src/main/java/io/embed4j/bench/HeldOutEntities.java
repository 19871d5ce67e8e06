package io.embed4j.bench;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A graph of which some entities are taken away, so that they can be added later by a half of their
 * triples and asked for the other half. Triples between two such entities are left out altogether.
 *
 * @param base the graph without these entities: fewer entities, the same ids for the others
 * @param full all entities, those held out last; trained with the halves that are given
 * @param given triples by which the entities are added, in the ids of {@code full}
 * @param asked triples to rank, in the ids of {@code full}
 */
record HeldOutEntities(KnowledgeGraph base, KnowledgeGraph full, Triples given, Triples asked) {
  private static final int MIN_TRIPLES = 4;

  /**
   * Holds entities out that have at least four training triples.
   *
   * @param count how many
   */
  static HeldOutEntities of(KnowledgeGraph graph, int count, long seed) {
    SplittableRandom random = Seeds.stream(seed, "held out entities", 0);
    int[] order = order(graph, choose(graph, count, random));
    int kept = graph.entities().size() - count;
    Vocabulary baseNames = new Vocabulary();
    Vocabulary fullNames = new Vocabulary();
    String[] names = new String[order.length];
    for (int e = 0; e < order.length; e++) {
      names[order[e]] = graph.entities().name(e);
    }
    for (int id = 0; id < names.length; id++) {
      fullNames.add(names[id]);
      if (id < kept) {
        baseNames.add(names[id]);
      }
    }
    TripleBuffer train = new TripleBuffer();
    TripleBuffer given = new TripleBuffer();
    TripleBuffer asked = new TripleBuffer();
    int[] seen = new int[order.length];
    for (int i : Seeds.permutation(graph.train().size(), random)) {
      int h = order[graph.train().head(i)];
      int t = order[graph.train().tail(i)];
      int r = graph.train().relation(i);
      if (h < kept && t < kept) {
        train.add(h, r, t);
      } else if (h < kept || t < kept) {
        (seen[Math.max(h, t)]++ % 2 == 0 ? given : asked).add(h, r, t);
      }
    }
    Triples none = Triples.of();
    Triples givenTriples = given.triples();
    Triples askedTriples = asked.triples();
    KnowledgeGraph base =
        new KnowledgeGraph(graph.name(), baseNames, graph.relations(), train.triples(), none, none);
    for (int i = 0; i < given.size(); i++) {
      train.add(givenTriples, i);
    }
    TripleBuffer known = new TripleBuffer(); // so that the filter knows all that is true
    for (int i = 0; i < asked.size(); i++) {
      known.add(askedTriples, i);
    }
    for (Triples part : List.of(graph.valid(), graph.test())) {
      for (int i = 0; i < part.size(); i++) {
        known.add(order[part.head(i)], part.relation(i), order[part.tail(i)]);
      }
    }
    KnowledgeGraph full =
        new KnowledgeGraph(
            graph.name(), fullNames, graph.relations(), train.triples(), none, known.triples());
    return new HeldOutEntities(base, full, givenTriples, askedTriples);
  }

  private static BitSet choose(KnowledgeGraph graph, int count, SplittableRandom random) {
    int[] degrees = new int[graph.entities().size()];
    for (int i = 0; i < graph.train().size(); i++) {
      degrees[graph.train().head(i)]++;
      degrees[graph.train().tail(i)]++;
    }
    BitSet chosen = new BitSet();
    for (int e : Seeds.permutation(degrees.length, random)) {
      if (degrees[e] >= MIN_TRIPLES && chosen.cardinality() < count) {
        chosen.set(e);
      }
    }
    return chosen;
  }

  /** Returns the new id of each entity: those chosen come last. */
  private static int[] order(KnowledgeGraph graph, BitSet chosen) {
    int[] order = new int[graph.entities().size()];
    int kept = 0;
    int held = order.length - chosen.cardinality();
    for (int e = 0; e < order.length; e++) {
      order[e] = chosen.get(e) ? held++ : kept++;
    }
    return order;
  }
}
