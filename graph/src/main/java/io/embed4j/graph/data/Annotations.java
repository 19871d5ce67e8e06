package io.embed4j.graph.data;

/**
 * What is known of the entities and relations of a graph beside its triples. Nothing here is used
 * for training unless a caller asks for it.
 *
 * @param entities labels and descriptions of the entities
 * @param relations labels and descriptions of the relations
 * @param types types of the entities
 * @param attributes numbers and texts of the entities
 */
public record Annotations(
    Labels entities, Labels relations, EntityTypes types, Attributes attributes) {
  /** No annotations at all. */
  public static final Annotations NONE =
      new Annotations(Labels.NONE, Labels.NONE, EntityTypes.NONE, Attributes.NONE);
}
