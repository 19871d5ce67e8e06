package io.embed4j.graph.reason.pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Writes patterns as JSON; entities and relations go by their names in the files. */
public final class PatternJson {
  private PatternJson() {}

  /** Returns the key of a kind, such as "sub-relation". */
  public static String key(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns a report.
   *
   * @param examples of a pattern, as {@link PatternFinder#examples}
   */
  public static ObjectNode of(
      PatternReport report, KnowledgeGraph graph, Function<Pattern, List<List<Integer>>> examples) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("graph", graph.name()).put("geometry", report.geometry());
    root.putObject("thresholds")
        .put("support", report.thresholds().support())
        .put("confidence", report.thresholds().confidence())
        .put("closeness", report.thresholds().closeness());
    ObjectNode agreement = root.putObject("agreement");
    for (Kind kind : Kind.values()) {
      if (report.told().contains(kind)) {
        agreement.set(key(kind), agreement(report.agreement(kind)));
      }
    }
    ArrayNode findings = root.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode node = findings.addObject();
      node.put("kind", key(finding.pattern().kind()));
      names(finding.pattern().relations(), graph.relations(), node.putArray("relations"));
      node.putObject("data")
          .put("confidence", finding.data().confidence())
          .put("support", finding.data().support());
      put("vectors", finding.vectors(), node);
      ArrayNode list = node.putArray("examples");
      for (List<Integer> example : examples.apply(finding.pattern())) {
        names(example, graph.entities(), list.addArray());
      }
    }
    return root;
  }

  private static ObjectNode agreement(PatternReport.Agreement agreement) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("both", agreement.both())
        .put("vectors", agreement.vectors())
        .put("data", agreement.data());
    put("precision", agreement.precision(), node);
    put("recall", agreement.recall(), node);
    return node;
  }

  /** Writes null for what is not known. */
  private static void put(String key, OptionalDouble value, ObjectNode node) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }

  private static void names(List<Integer> ids, Vocabulary names, ArrayNode list) {
    ids.forEach(id -> list.add(names.name(id)));
  }
}
