package io.embed4j.graph.reason.pattern;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Finding.DataEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Infers rules about relations from the vectors of a trained model and from the training triples,
 * side by side. A rule is found if either side shows it; what the other side says stands beside it,
 * so that rules that the vectors alone propose, or miss, can be seen.
 *
 * <pre>{@code
 * PatternReport report = new PatternFinder(model, graph, workers).find(Thresholds.DEFAULT);
 * report.findings().forEach(System.out::println);
 * }</pre>
 */
public final class PatternFinder {
  private static final int EXAMPLES = 2;

  private static final Comparator<Finding> STRONGEST_FIRST =
      Comparator.comparing((Finding f) -> f.pattern().kind())
          .thenComparing(Comparator.comparingDouble(Finding::strength).reversed())
          .thenComparing(Comparator.comparingInt((Finding f) -> f.data().support()).reversed());

  private final RelationGeometry geometry;
  private final Workers workers;
  private final Roles roles;
  private final DataPatterns data;

  /** Makes a finder; indexes the training triples. */
  public PatternFinder(KgeModel model, KnowledgeGraph graph, Workers workers) {
    this.geometry = RelationGeometry.of(model);
    this.workers = workers;
    this.roles = new Roles(graph.relations().size(), graph.train());
    this.data = new DataPatterns(graph.relations().size(), graph.train(), roles, workers);
  }

  /** Returns what either side shows, by kind, the strongest first. */
  public PatternReport find(Thresholds thresholds) {
    VectorPatterns vectors =
        new VectorPatterns(geometry, data, roles, workers, thresholds.support());
    Set<Pattern> candidates = new LinkedHashSet<>(data.candidates(thresholds.support()));
    candidates.addAll(vectors.find(thresholds));
    List<Finding> findings = weigh(List.copyOf(candidates), vectors, thresholds);
    return new PatternReport(findings, geometry.tells(), geometry.description(), thresholds);
  }

  private List<Finding> weigh(
      List<Pattern> candidates, VectorPatterns vectors, Thresholds thresholds) {
    Finding[] weighed = new Finding[candidates.size()];
    workers.forEach(weighed.length, i -> weighed[i] = weigh(candidates.get(i), vectors));
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : weighed) {
      if (finding.inData(thresholds) || finding.inVectors(thresholds)) {
        findings.add(finding);
      }
    }
    findings.sort(STRONGEST_FIRST);
    return findings;
  }

  private Finding weigh(Pattern pattern, VectorPatterns vectors) {
    DataEvidence evidence = data.evidence(pattern);
    OptionalDouble closeness = vectors.closeness(pattern);
    return new Finding(pattern, evidence, closeness);
  }

  /** Returns a few examples, as entities x, y (and z), of a rule in the training triples. */
  public List<List<Integer>> examples(Pattern pattern) {
    return data.examples(pattern, EXAMPLES);
  }
}
