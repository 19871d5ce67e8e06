package io.embed4j.graph.reason.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Finding.DataEvidence;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternFinderTest {
  private static final KnowledgeGraph GRAPH = FamilyGraph.graph();

  private static final Pattern SPOUSE = new Pattern.Symmetric(FamilyGraph.SPOUSE);
  private static final Pattern PARENTS = new Pattern.Inverse(FamilyGraph.PARENT, FamilyGraph.CHILD);
  private static final Pattern EMPLOYMENT =
      new Pattern.Inverse(FamilyGraph.EMPLOYER, FamilyGraph.EMPLOYEE);
  private static final Pattern MANAGEMENT =
      new Pattern.SubRelation(FamilyGraph.MANAGER, FamilyGraph.EMPLOYEE);
  private static final Pattern NATIVE_PLACE =
      new Pattern.Composition(FamilyGraph.BORN_IN, FamilyGraph.LOCATED_IN, FamilyGraph.NATIVE_OF);

  private static KgeModel trained(String model, boolean reciprocal) {
    String settings =
        """
        model: %s
        dim: 32
        reciprocal: %s
        objective: {type: negative-sampling, negatives: 64, chunk: 64}
        loss: cross-entropy
        regularizer: none
        optimizer: {type: adam, learning-rate: 0.01}
        initialization: xavier
        batch-size: 64
        epochs: 40
        validation: {every: 0}
        """
            .formatted(model, reciprocal);
    try (Workers workers = Workers.single()) {
      Trainer trainer =
          new Trainer(
              GRAPH, TrainConfigs.read(ConfigSource.text("test", settings)), workers, m -> 0);
      while (!trainer.isDone()) {
        trainer.runEpoch(Progress.NONE);
      }
      return trainer.bestModel();
    }
  }

  private static PatternReport find(KgeModel model, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new PatternFinder(model, GRAPH, workers).find(Thresholds.DEFAULT);
    }
  }

  private static List<Pattern> inVectors(PatternReport report, Kind kind) {
    return report.of(kind).stream()
        .filter(finding -> finding.inVectors(report.thresholds()))
        .map(Finding::pattern)
        .toList();
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}")
  @CsvSource({
    "transe, false",
    "rotate, false",
    "complex, false",
    "transe, true",
    "rotate, true",
    "complex, true",
    "distmult, true"
  })
  void vectorsShowWhatTheGraphWasMadeBy(String name, boolean reciprocal) {
    PatternReport report = find(trained(name, reciprocal), 1);

    assertThat(inVectors(report, Kind.SYMMETRIC)).containsExactly(SPOUSE);
    // A manager is an employee, so that employer is nearly the inverse of manager too.
    assertThat(inVectors(report, Kind.INVERSE).subList(0, 2))
        .containsExactlyInAnyOrder(PARENTS, EMPLOYMENT);
    assertThat(inVectors(report, Kind.INVERSE)).hasSizeLessThanOrEqualTo(3);
    assertThat(inVectors(report, Kind.SUB_RELATION)).containsExactly(MANAGEMENT);
    if (report.told().contains(Kind.COMPOSITION)) {
      assertThat(inVectors(report, Kind.COMPOSITION)).contains(NATIVE_PLACE);
    }
  }

  @Test
  void dataShowsWhatTheGraphWasMadeBy() {
    PatternReport report = find(untrained(new DistMult()), 1);

    assertThat(report.told()).isEmpty();
    assertThat(report.geometry()).contains("cannot tell the direction");
    assertThat(report.findings())
        .containsExactlyInAnyOrder(
            finding(SPOUSE, 120),
            finding(PARENTS, 240),
            finding(EMPLOYMENT, 240),
            finding(MANAGEMENT, 60),
            finding(NATIVE_PLACE, 240),
            finding(composed(FamilyGraph.PARENT, FamilyGraph.SPOUSE, FamilyGraph.PARENT), 240),
            finding(composed(FamilyGraph.SPOUSE, FamilyGraph.CHILD, FamilyGraph.CHILD), 240),
            finding(composed(FamilyGraph.CHILD, FamilyGraph.PARENT, FamilyGraph.SPOUSE), 120));
    assertThat(find(untrained(new DistMult()), 2).findings()).isEqualTo(report.findings());
  }

  @Test
  void everyExampleFollowsItsRule() {
    try (Workers workers = Workers.single()) {
      PatternFinder finder = new PatternFinder(untrained(new DistMult()), GRAPH, workers);

      assertThat(names(finder.examples(SPOUSE).getFirst())).containsExactly("one 0", "other 0");
      assertThat(names(finder.examples(PARENTS).getFirst())).containsExactly("son 0", "one 0");
      assertThat(names(finder.examples(NATIVE_PLACE).getFirst()))
          .containsExactly("one 0", "city 0", "country 0");
      assertThat(finder.examples(new Pattern.Symmetric(FamilyGraph.PARENT))).isEmpty();
    }
  }

  @Test
  void agreementCountsWhatEachSideShows() {
    List<Finding> findings =
        List.of(
            new Finding(SPOUSE, new DataEvidence(20, 0.9), OptionalDouble.of(0.8)),
            new Finding(new Pattern.Symmetric(1), new DataEvidence(5, 0.9), OptionalDouble.of(0.6)),
            new Finding(
                new Pattern.Symmetric(2), new DataEvidence(20, 0.6), OptionalDouble.of(0.1)),
            new Finding(new Pattern.Symmetric(3), new DataEvidence(20, 1), OptionalDouble.empty()));
    PatternReport.Agreement agreement =
        new PatternReport(findings, Set.of(Kind.SYMMETRIC), "", Thresholds.DEFAULT)
            .agreement(Kind.SYMMETRIC);

    assertThat(agreement).isEqualTo(new PatternReport.Agreement(1, 2, 3));
    assertThat(agreement.precision()).hasValue(1 / 2.0);
    assertThat(agreement.recall()).hasValue(1 / 3.0);
  }

  private static List<String> names(List<Integer> entities) {
    return entities.stream().map(GRAPH.entities()::name).toList();
  }

  private static Pattern composed(int first, int second, int whole) {
    return new Pattern.Composition(first, second, whole);
  }

  private static Finding finding(Pattern pattern, int support) {
    return new Finding(pattern, new DataEvidence(support, 1), OptionalDouble.empty());
  }

  private static KgeModel untrained(Interaction interaction) {
    int relations = GRAPH.relations().size();
    return KgeModel.zeros(interaction, 2, false, GRAPH.entities().size(), relations);
  }
}
