package io.embed4j.graph.train;

import io.embed4j.graph.model.KgeModel;

/** The gradients of one batch for the three tables of a model. */
record Gradients(RowGradients entities, RowGradients relations, RowGradients shared) {
  static Gradients of(KgeModel model) {
    return new Gradients(
        new RowGradients(model.entities().rows(), model.entities().width()),
        new RowGradients(model.relations().rows(), model.relations().width()),
        new RowGradients(1, model.shared().width()));
  }

  void clear() {
    entities.clear();
    relations.clear();
    shared.clear();
  }
}
