package io.embed4j.graph.reason.classify;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import java.util.function.ToDoubleFunction;

/** Makes a model of a graph; {@code Retraining} in graph.run does. */
@FunctionalInterface
public interface Training {
  /**
   * Returns a trained model.
   *
   * @param validator the figure by which the best epoch is known
   */
  KgeModel train(KnowledgeGraph graph, ToDoubleFunction<KgeModel> validator);
}
