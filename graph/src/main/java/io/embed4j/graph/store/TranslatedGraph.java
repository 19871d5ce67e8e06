package io.embed4j.graph.store;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;

/** A graph in the ids of another one, such as the one that a model was trained with. */
public final class TranslatedGraph {
  private static final int EXAMPLES = 3;

  private TranslatedGraph() {}

  /**
   * Returns the triples of {@code graph} with the vocabularies and annotations of {@code target}.
   *
   * @throws NotFoundException if the target lacks a name that a triple uses
   */
  public static KnowledgeGraph of(KnowledgeGraph graph, KnowledgeGraph target) {
    int[] entities = ids("entities", graph.entities(), target.entities());
    int[] relations = ids("relations", graph.relations(), target.relations());
    return new KnowledgeGraph(
        graph.name(),
        target.entities(),
        target.relations(),
        translate(graph.train(), entities, relations),
        translate(graph.valid(), entities, relations),
        translate(graph.test(), entities, relations),
        target.annotations());
  }

  private static int[] ids(String kind, Vocabulary names, Vocabulary target) {
    int[] ids = IntStream.range(0, names.size()).map(i -> target.find(names.name(i))).toArray();
    List<String> unknown =
        IntStream.range(0, ids.length)
            .filter(i -> ids[i] == Vocabulary.UNKNOWN)
            .mapToObj(names::name)
            .toList();
    if (!unknown.isEmpty()) {
      throw new NotFoundException(
          unknown.size()
              + " of "
              + names.size()
              + " "
              + kind
              + " are unknown to the model, such as "
              + String.join(", ", unknown.subList(0, Math.min(EXAMPLES, unknown.size())))
              + "; it has no vectors for them");
    }
    return ids;
  }

  private static Triples translate(Triples triples, int[] entities, int[] relations) {
    int[] heads = new int[triples.size()];
    int[] rels = new int[triples.size()];
    int[] tails = new int[triples.size()];
    for (int i = 0; i < triples.size(); i++) {
      heads[i] = entities[triples.head(i)];
      rels[i] = relations[triples.relation(i)];
      tails[i] = entities[triples.tail(i)];
    }
    return new Triples(heads, rels, tails);
  }
}
