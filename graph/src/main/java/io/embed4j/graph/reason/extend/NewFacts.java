package io.embed4j.graph.reason.extend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.List;

/**
 * Triples that mention entities which a model lacks, in the ids of a graph that has them.
 *
 * @param graph the model's graph with the new entities behind the old ones, and with the triples in
 *     its training part
 * @param firstNew id of the first new entity: the number of old ones
 * @param triples the new triples; each has a new entity
 */
public record NewFacts(KnowledgeGraph graph, int firstNew, Triples triples) {
  /**
   * Returns the facts of a graph that was read beside the model's one.
   *
   * @param old the model's graph
   * @param read the new triples, as its training part, by their names
   * @param only names of the entities that may be new, so that a misspelt name does not become an
   *     entity; any may if this is empty
   * @throws NotFoundException if a relation is unknown, or an entity that may not be new
   * @throws DataFormatException if there are no triples, one of them has no new entity, or an
   *     entity that is to be new is known already
   */
  public static NewFacts of(KnowledgeGraph old, KnowledgeGraph read, List<String> only) {
    if (read.train().size() == 0) {
      throw new DataFormatException(read.name() + " holds no triples: nothing to add");
    }
    requireUnknown(old, only);
    int[] relations = relations(old, read);
    Vocabulary names = new Vocabulary();
    for (int e = 0; e < old.entities().size(); e++) {
      names.add(old.entities().name(e));
    }
    int firstNew = names.size();
    int[] entities = new int[read.entities().size()];
    for (int e = 0; e < entities.length; e++) {
      String name = read.entities().name(e);
      if (!only.isEmpty() && names.find(name) == Vocabulary.UNKNOWN && !only.contains(name)) {
        old.entityNames().resolve(name); // says which known names are near
      }
      entities[e] = names.add(name);
    }
    return facts(old, read.train(), names, entities, relations, firstNew);
  }

  private static void requireUnknown(KnowledgeGraph old, List<String> only) {
    for (String name : only) {
      if (old.entities().find(name) != Vocabulary.UNKNOWN) {
        throw new DataFormatException(
            "entity \"" + name + "\" is in the model already: it cannot be added as a new one");
      }
    }
  }

  private static int[] relations(KnowledgeGraph old, KnowledgeGraph read) {
    int[] ids = new int[read.relations().size()];
    for (int r = 0; r < ids.length; r++) {
      ids[r] = old.relationNames().resolve(read.relations().name(r));
    }
    return ids;
  }

  private static NewFacts facts(
      KnowledgeGraph old,
      Triples read,
      Vocabulary names,
      int[] entities,
      int[] relations,
      int firstNew) {
    TripleBuffer added = new TripleBuffer();
    TripleBuffer train = new TripleBuffer();
    for (int i = 0; i < old.train().size(); i++) {
      train.add(old.train(), i);
    }
    for (int i = 0; i < read.size(); i++) {
      int head = entities[read.head(i)];
      int relation = relations[read.relation(i)];
      int tail = entities[read.tail(i)];
      if (head < firstNew && tail < firstNew) {
        throw new DataFormatException(
            "triple (%s, %s, %s) has no new entity: the model knows both; train again to learn it"
                .formatted(names.name(head), old.relations().name(relation), names.name(tail)));
      }
      added.add(head, relation, tail);
      train.add(head, relation, tail);
    }
    KnowledgeGraph graph =
        new KnowledgeGraph(
            old.name(),
            names,
            old.relations(),
            train.triples(),
            old.valid(),
            old.test(),
            old.annotations());
    return new NewFacts(graph, firstNew, added.triples());
  }

  /** Returns the number of new entities. */
  public int count() {
    return graph.entities().size() - firstNew;
  }
}
