package io.embed4j.graph.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;

/**
 * A model with all that is needed to use it: the names behind its rows, and the triples that it was
 * made from, because predictions leave known facts out.
 *
 * @param model the parameters
 * @param graph vocabularies, labels and triples
 * @param config the settings it was trained with, for people and for later comparison
 * @param metrics figures it reached, by name, such as "valid mrr"
 */
public record TrainedModel(
    KgeModel model, KnowledgeGraph graph, ObjectNode config, ObjectNode metrics) {
  public TrainedModel {
    if (model.entities().rows() != graph.entities().size()
        || model.relationCount() != graph.relations().size()) {
      throw new IllegalArgumentException(
          "model must have a row for each of "
              + graph.entities().size()
              + " entities and "
              + graph.relations().size()
              + " relations, but has "
              + model.entities().rows()
              + " and "
              + model.relationCount());
    }
  }
}
