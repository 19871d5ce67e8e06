package io.embed4j.graph.data;

/**
 * A knowledge graph split for link prediction. Ids of entities and relations index the
 * vocabularies; entities that only valid or test mention are in the vocabulary too. Thread-safe for
 * reading.
 *
 * @param name short name, such as "fb15k-237"
 * @param entities names of the entities as in the files
 * @param relations names of the relations as in the files
 * @param train triples to learn from
 * @param valid triples to choose settings and the epoch by; may be empty
 * @param test triples to report on; may be empty
 * @param annotations labels, types and attributes
 */
public record KnowledgeGraph(
    String name,
    Vocabulary entities,
    Vocabulary relations,
    Triples train,
    Triples valid,
    Triples test,
    Annotations annotations) {

  /** Makes a graph without annotations. */
  public KnowledgeGraph(
      String name,
      Vocabulary entities,
      Vocabulary relations,
      Triples train,
      Triples valid,
      Triples test) {
    this(name, entities, relations, train, valid, test, Annotations.NONE);
  }

  /** Returns how entities are shown and found. */
  public Names entityNames() {
    return new Names("entity", entities, annotations.entities());
  }

  /** Returns how relations are shown and found. */
  public Names relationNames() {
    return new Names("relation", relations, annotations.relations());
  }
}
