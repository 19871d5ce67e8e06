package io.embed4j.graph.reason.classify;

import io.embed4j.graph.evaluate.Metrics;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How well types are predicted.
 *
 * @param ranks of the types that entities have, among all types that are not known of them
 * @param microF1 of the decisions, all types together
 * @param macroF1 mean over types
 */
public record TypeFigures(Metrics ranks, double microF1, double macroF1) {
  /** Returns the figures by the names that files give them, the most usual first. */
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("mrr", ranks.mrr());
    figures.put("hits@1", ranks.hitsAt1());
    figures.put("hits@3", ranks.hitsAt3());
    figures.put("hits@10", ranks.hitsAt10());
    figures.put("micro-f1", microF1);
    figures.put("macro-f1", macroF1);
    return figures;
  }
}
