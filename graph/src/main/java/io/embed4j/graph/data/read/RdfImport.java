package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.rdf.ByteText;
import io.embed4j.graph.data.rdf.NTriplesReader;
import io.embed4j.graph.data.rdf.Term;
import io.embed4j.graph.data.read.ReadOptions.BlankNodes;
import io.embed4j.graph.data.read.ReadReport.RdfCount;

/**
 * Turns RDF statements into triples of a graph. An IRI is an entity named by itself, a blank node
 * one named {@code _:label}; a literal is no entity unless asked for. Not thread-safe.
 */
final class RdfImport {
  private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

  private final ReadOptions options;
  private final Vocabulary entities;
  private final Vocabulary relations;
  private final RdfLiterals literals = new RdfLiterals();
  private long literalEntities;
  private long droppedLiterals;
  private long droppedBlankNodes;
  private long tripleTerms;
  private long quads;

  RdfImport(ReadOptions options, Vocabulary entities, Vocabulary relations) {
    this.options = options;
    this.entities = entities;
    this.relations = relations;
  }

  /** Takes the current statement of a reader. */
  void take(NTriplesReader statement, TripleBuffer triples) {
    Term subject = statement.subject();
    Term object = statement.object();
    quads += statement.isInGraph() ? 1 : 0;
    if (options.blankNodes() == BlankNodes.DROP
        && (subject.kind() == Term.Kind.BLANK_NODE || object.kind() == Term.Kind.BLANK_NODE)) {
      droppedBlankNodes++;
    } else if (!object.isLiteral()) {
      int head = add(entities, subject.text());
      int relation = add(relations, statement.predicate().text());
      triples.add(head, relation, add(entities, object.text()));
    } else if (!literals.takeNaming(statement)) {
      takeLiteral(statement, triples);
    }
  }

  private void takeLiteral(NTriplesReader statement, TripleBuffer triples) {
    switch (options.literals()) {
      case ATTRIBUTES -> literals.takeAttribute(statement);
      case DROP -> droppedLiterals++;
      case ENTITIES -> {
        int head = add(entities, statement.subject().text());
        int relation = add(relations, statement.predicate().text());
        triples.add(head, relation, entities.add(statement.object().canonicalLiteral()));
        literalEntities++;
      }
    }
  }

  private static int add(Vocabulary names, ByteText text) {
    return names.add(text.bytes(), text.start(), text.length());
  }

  void countTripleTerms(long count) {
    tripleTerms += count;
  }

  /** Adds rdf:type statements among the triples to the types. */
  void addTypes(Triples triples, EntityTypes.Builder types) {
    byte[] name = TYPE.getBytes(UTF_8);
    int type = relations.find(name, 0, name.length);
    for (int i = 0; i < triples.size() && type != Vocabulary.UNKNOWN; i++) {
      if (triples.relation(i) == type) {
        types.add(triples.head(i), entities.name(triples.tail(i)));
      }
    }
  }

  /** Hands the literals over to annotations, now that all entities are known. */
  RdfCount finish(AnnotationsBuilder annotations) {
    RdfLiterals.Counts counts = literals.finish(entities, relations, annotations);
    return new RdfCount(
        counts.labels(),
        counts.descriptions(),
        counts.numbers(),
        counts.texts(),
        literalEntities,
        droppedLiterals,
        counts.withoutEntity(),
        droppedBlankNodes,
        tripleTerms,
        quads);
  }
}
