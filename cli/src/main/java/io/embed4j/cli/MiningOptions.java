package io.embed4j.cli;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.rule.MiningBudget;
import io.embed4j.graph.reason.rule.MiningSettings;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleMiner;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How rules are mined; a command has it as a mixin. */
@Command
final class MiningOptions {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "100",
      description = "How long to mine (default: ${DEFAULT-VALUE}); what is found varies.")
  private double seconds;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Draw N triples instead, however long it takes: repeatable for a seed.")
  private Optional<Long> samples = Optional.empty();

  @Option(
      names = "--max-length",
      paramLabel = "N",
      defaultValue = "3",
      description = "Longest path of a body (default: ${DEFAULT-VALUE}); 5 suits sparse graphs.")
  private int maxLength;

  @Option(
      names = "--min-support",
      paramLabel = "N",
      defaultValue = "5",
      description = "Triples that a rule must get right (default: ${DEFAULT-VALUE}).")
  private int minSupport;

  @Option(
      names = "--min-confidence",
      paramLabel = "SHARE",
      defaultValue = "0.001",
      description = "Least confidence of a rule (default: ${DEFAULT-VALUE}).")
  private double minConfidence;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of what is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /** Mines until the budget is spent or somebody stops it. */
  List<Rule> mine(
      KnowledgeGraph graph, Workers workers, CommonOptions common, BooleanSupplier stop) {
    MiningSettings settings = new MiningSettings(maxLength, minSupport, minConfidence, seed);
    MiningBudget budget =
        samples
            .<MiningBudget>map(MiningBudget.Samples::new)
            .orElseGet(() -> new MiningBudget.Seconds(seconds));
    return new RuleMiner(graph, settings, workers).mine(budget, common.progress(), stop);
  }
}
