package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.reason.recommend.Reason;
import io.embed4j.graph.reason.recommend.Recommendation;
import java.util.List;
import java.util.Locale;

/** Recommendations as lines: an item, and below it the reasons. */
final class RecommendationText {
  private static final int NAME_WIDTH = 50;
  private static final int SCREEN_WIDTH = 92;
  private static final String INDENT = "      ";

  private final Names entities;
  private final Names relations;

  private RecommendationText(KnowledgeGraph graph) {
    entities = graph.entityNames();
    relations = graph.relationNames();
  }

  static String of(List<Recommendation> list, KnowledgeGraph graph) {
    RecommendationText text = new RecommendationText(graph);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      Recommendation item = list.get(i);
      out.append(
          String.format(
              Locale.ROOT,
              "%4d  %s %10.4f  %s%n",
              i + 1,
              Columns.fit(text.entities.display(item.item()), NAME_WIDTH),
              item.score() + 0f,
              text.entities.ids().name(item.item())));
      for (Reason reason : item.reasons()) {
        Columns.wrap(text.sentence(reason), SCREEN_WIDTH - INDENT.length())
            .lines()
            .forEach(line -> out.append(INDENT).append(line).append('\n'));
      }
    }
    return out.toString();
  }

  private String sentence(Reason reason) {
    String liked = "because you like " + entities.display(reason.liked()) + ", ";
    return liked
        + switch (reason) {
          case Reason.SharedFact fact ->
              "and both have %s %s (%,d items do)"
                  .formatted(
                      relation(fact.relation(), fact.outgoing()),
                      entities.display(fact.entity()),
                      fact.items());
          case Reason.Link link ->
              "to which it is linked by " + relation(link.relation(), link.outgoing());
          case Reason.SharedTaste taste ->
              "as %,d of the %,d others who do like this too".formatted(taste.users(), taste.of());
        };
  }

  private String relation(int relation, boolean outgoing) {
    return outgoing ? relations.display(relation) : "inverse " + relations.display(relation);
  }
}
