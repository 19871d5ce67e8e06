package io.embed4j.graph.reason.pattern;

import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was found.
 *
 * @param findings by kind, the strongest first
 * @param told the kinds of rules that the vectors have a say in
 * @param geometry what was read from the vectors, or why nothing was, in a sentence
 * @param thresholds what a pattern needed to be found
 */
public record PatternReport(
    List<Finding> findings, Set<Kind> told, String geometry, Thresholds thresholds) {
  public PatternReport {
    findings = List.copyOf(findings);
    told = Set.copyOf(told);
  }

  /** Returns the findings of a kind, the strongest first. */
  public List<Finding> of(Kind kind) {
    return findings.stream().filter(finding -> finding.pattern().kind() == kind).toList();
  }

  /** Returns how far the vectors agree with the data in a kind of rules. */
  public Agreement agreement(Kind kind) {
    int both = 0;
    int vectors = 0;
    int data = 0;
    for (Finding finding : of(kind)) {
      boolean inData = finding.inData(thresholds);
      boolean inVectors = finding.inVectors(thresholds);
      both += inData && inVectors ? 1 : 0;
      vectors += inVectors ? 1 : 0;
      data += inData ? 1 : 0;
    }
    return new Agreement(both, vectors, data);
  }

  /**
   * How far the vectors agree with the data. The data is no perfect judge: it lacks facts, so a
   * rule that the vectors alone show need not be wrong.
   *
   * @param both rules that both show
   * @param vectors rules that the vectors show
   * @param data rules that the data shows
   */
  public record Agreement(int both, int vectors, int data) {
    /** Returns the share of the vectors' rules that the data shows; empty if there are none. */
    public OptionalDouble precision() {
      return share(vectors);
    }

    /** Returns the share of the data's rules that the vectors show; empty if there are none. */
    public OptionalDouble recall() {
      return share(data);
    }

    private OptionalDouble share(int whole) {
      return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) both / whole);
    }
  }
}
