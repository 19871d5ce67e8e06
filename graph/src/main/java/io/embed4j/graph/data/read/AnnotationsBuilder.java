package io.embed4j.graph.data.read;

import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Labels;

/**
 * Annotations while they are being read.
 *
 * @param entities labels of entities
 * @param relations labels of relations
 * @param types types of entities
 * @param typeLabels labels of types
 * @param attributes numbers and texts of entities
 */
record AnnotationsBuilder(
    Labels.Builder entities,
    Labels.Builder relations,
    EntityTypes.Builder types,
    Labels.Builder typeLabels,
    Attributes.Builder attributes) {

  static AnnotationsBuilder empty() {
    return new AnnotationsBuilder(
        new Labels.Builder(),
        new Labels.Builder(),
        new EntityTypes.Builder(),
        new Labels.Builder(),
        new Attributes.Builder());
  }

  Annotations build() {
    return new Annotations(
        entities.build(), relations.build(), types.build(typeLabels.build()), attributes.build());
  }
}
