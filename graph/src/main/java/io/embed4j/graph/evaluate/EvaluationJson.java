package io.embed4j.graph.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.Vocabulary;
import java.util.Map;

/** An {@link Evaluation} as JSON. */
public final class EvaluationJson {
  private EvaluationJson() {}

  /**
   * Returns all figures of an evaluation, with the protocol first.
   *
   * @param relations names of the relations
   */
  public static ObjectNode of(Evaluation evaluation, Vocabulary relations) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    Protocol protocol = evaluation.protocol();
    root.putObject("protocol")
        .put("description", protocol.description())
        .put("graph", protocol.graph())
        .put("part", protocol.part())
        .put("triples", protocol.triples())
        .put("of", protocol.of())
        .put("sampled", protocol.sampled())
        .put("candidates", protocol.candidates())
        .put("unseen", protocol.unseen());
    root.set("realistic", sides(evaluation.realistic()));
    root.set("optimistic", sides(evaluation.optimistic()));
    root.set("pessimistic", sides(evaluation.pessimistic()));
    ObjectNode byRelation = root.putObject("relations");
    evaluation
        .relations()
        .forEach((relation, metrics) -> byRelation.set(relations.name(relation), sides(metrics)));
    for (Map.Entry<String, Map<String, SideMetrics>> division : evaluation.classes().entrySet()) {
      ObjectNode classes = root.putObject(division.getKey());
      division.getValue().forEach((name, metrics) -> classes.set(name, sides(metrics)));
    }
    return root;
  }

  private static ObjectNode sides(SideMetrics metrics) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("both", metrics(metrics.both()));
    node.set("tail", metrics(metrics.tail()));
    node.set("head", metrics(metrics.head()));
    return node;
  }

  private static ObjectNode metrics(Metrics metrics) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("queries", metrics.queries());
    metrics.byName().forEach(node::put);
    return node;
  }
}
