package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.evaluate.Ties;
import io.embed4j.graph.reason.explain.Explanation;
import io.embed4j.graph.reason.rule.RuleText;

/** An explanation as JSON, with the names of the files. */
final class ExplanationJson {
  private final KnowledgeGraph graph;

  ExplanationJson(KnowledgeGraph graph) {
    this.graph = graph;
  }

  ObjectNode of(int head, int relation, int tail, Explanation explanation) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("fact", triple(head, relation, tail));
    root.put("known", explanation.known()).put("score", explanation.score());
    explanation.probability().ifPresent(p -> root.put("probability", p));
    root.set("rankAmongTails", rank(explanation.amongTails()));
    root.set("rankAmongHeads", rank(explanation.amongHeads()));
    ArrayNode rules = root.putArray("rules");
    RuleText text = RuleText.ofNames(graph);
    for (Explanation.Argument argument : explanation.arguments()) {
      ObjectNode node =
          rules
              .addObject()
              .put("rule", text.of(argument.rule()))
              .put("confidence", argument.rule().evidence().confidence())
              .put("support", argument.rule().evidence().support())
              .put("groundings", argument.rule().evidence().groundings());
      ArrayNode path = node.putArray("path");
      for (int i = 0; i < argument.path().size(); i++) {
        path.add(
            triple(argument.path().head(i), argument.path().relation(i), argument.path().tail(i)));
      }
    }
    ArrayNode similar = root.putArray("similar");
    for (Explanation.Similar fact : explanation.similar()) {
      similar.add(triple(fact.head(), relation, fact.tail()).put("similarity", fact.similarity()));
    }
    ArrayNode supports = root.putArray("supports");
    for (Explanation.Support support : explanation.supports()) {
      supports.add(
          triple(support.head(), support.relation(), support.tail())
              .put("change", support.change()));
    }
    return root;
  }

  private static ObjectNode rank(Rank rank) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rank", rank.value(Ties.REALISTIC))
        .put("of", rank.rivals() + 1);
  }

  private ObjectNode triple(int head, int relation, int tail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("head", graph.entities().name(head))
        .put("relation", graph.relations().name(relation))
        .put("tail", graph.entities().name(tail));
  }
}
