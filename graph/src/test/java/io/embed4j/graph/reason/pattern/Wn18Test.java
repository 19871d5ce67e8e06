package io.embed4j.graph.reason.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** WN18 is known for its inverse relations; the vectors of a quickly trained model show them. */
class Wn18Test {
  private static final String SETTINGS =
      """
      model: complex
      dim: 32
      reciprocal: false
      objective: {type: negative-sampling, negatives: 256, chunk: 256}
      batch-size: 1024
      epochs: 2
      validation: {every: 0}
      """;

  private static Optional<Path> wn18() {
    return Optional.ofNullable(System.getenv("EMBED4J_DATA")).map(Path::of).stream()
        .flatMap(data -> Stream.of(data, data.resolve("kg")))
        .flatMap(data -> Stream.of("wn18", "wn18.tar.gz").map(data::resolve))
        .filter(Files::exists)
        .findFirst();
  }

  @Test
  void vectorsAndDataShowAllInverseRelations() {
    Optional<Path> data = wn18();
    assumeTrue(data.isPresent(), "EMBED4J_DATA names no folder with wn18: nothing to look at");
    KnowledgeGraph graph = GraphReader.read(data.orElseThrow(), ReadOptions.DEFAULT).graph();
    PatternReport report;
    try (Workers workers = Workers.all()) {
      Trainer trainer =
          new Trainer(
              graph, TrainConfigs.read(ConfigSource.text("test", SETTINGS)), workers, m -> 0);
      while (!trainer.isDone()) {
        trainer.runEpoch(Progress.NONE);
      }
      report = new PatternFinder(trainer.bestModel(), graph, workers).find(Thresholds.DEFAULT);
    }

    assertThat(report.of(Kind.INVERSE))
        .allMatch(finding -> finding.inData(Thresholds.DEFAULT))
        .allMatch(finding -> finding.inVectors(Thresholds.DEFAULT))
        .extracting(finding -> names(finding, graph))
        .containsExactlyInAnyOrder(
            pair("_hypernym", "_hyponym"),
            pair("_instance_hypernym", "_instance_hyponym"),
            pair("_has_part", "_part_of"),
            pair("_member_holonym", "_member_meronym"),
            pair("_member_of_domain_region", "_synset_domain_region_of"),
            pair("_member_of_domain_topic", "_synset_domain_topic_of"),
            pair("_member_of_domain_usage", "_synset_domain_usage_of"));
  }

  private static List<String> names(Finding finding, KnowledgeGraph graph) {
    return finding.pattern().relations().stream().map(graph.relations()::name).sorted().toList();
  }

  private static List<String> pair(String first, String second) {
    return Stream.of(first, second).sorted().toList();
  }
}
