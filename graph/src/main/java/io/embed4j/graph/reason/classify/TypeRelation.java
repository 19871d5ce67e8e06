package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.evaluate.EntityCandidates;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;
import java.util.function.ToDoubleFunction;

/**
 * Types as entities of a larger graph, which has the triples (entity, has type, type) too: a model
 * of it answers (entity, has type, ?). Ids of types follow those of the entities.
 */
final class TypeRelation {
  private final KnowledgeGraph graph;
  private final TypeParts parts;
  private final Workers workers;

  TypeRelation(KnowledgeGraph graph, TypeParts parts, Workers workers) {
    this.graph = graph;
    this.parts = parts;
    this.workers = workers;
  }

  /** Returns the larger graph; its validation and test triples are about types alone. */
  KnowledgeGraph extended() {
    TripleBuffer train = new TripleBuffer();
    for (int i = 0; i < graph.train().size(); i++) {
      train.add(graph.train(), i);
    }
    add(parts.train(), train);
    return new KnowledgeGraph(
        graph.name() + " with types",
        extended(graph.entities(), "type ", parts.train().names()),
        extended(graph.relations(), "", hasType()),
        train.triples(),
        triples(parts.valid()),
        triples(parts.test()));
  }

  private static Vocabulary hasType() {
    Vocabulary names = new Vocabulary();
    names.add("has type");
    return names;
  }

  /** A tab, which no name in a file holds, keeps types and entities of one name apart. */
  private static Vocabulary extended(Vocabulary names, String before, Vocabulary more) {
    Vocabulary all = new Vocabulary();
    for (int i = 0; i < names.size(); i++) {
      all.add(names.name(i));
    }
    for (int i = 0; i < more.size(); i++) {
      all.add("\t" + before + more.name(i));
    }
    return all;
  }

  private Triples triples(EntityTypes types) {
    TripleBuffer triples = new TripleBuffer();
    add(types, triples);
    return triples.triples();
  }

  private void add(EntityTypes types, TripleBuffer triples) {
    for (int e = 0; e < graph.entities().size(); e++) {
      for (int type : types.of(e)) {
        triples.add(e, graph.relations().size(), graph.entities().size() + type);
      }
    }
  }

  /**
   * Trains a model of the larger graph.
   *
   * @param validator the figure by which the best epoch is known
   */
  TypeScorer train(Training training, ToDoubleFunction<TypeScorer> validator) {
    return scorer(training.train(extended(), model -> validator.applyAsDouble(scorer(model))));
  }

  private TypeScorer scorer(KgeModel model) {
    int relationRow = model.relationRow(Side.TAIL, graph.relations().size());
    Row operator = model.operator(relationRow);
    Candidates candidates = new EntityCandidates(model, workers).under(relationRow);
    int width = model.interaction().queryWidth(model.dim());
    return (entities, into) -> {
      Matrix queries = Matrix.zeros(entities.length, width);
      for (int i = 0; i < entities.length; i++) {
        Row query = new Row(queries.data(), i * width, width);
        model.query(Side.TAIL, entities[i], operator, query);
      }
      candidates.score(queries, graph.entities().size(), into, workers);
    };
  }
}
