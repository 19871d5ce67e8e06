package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleFile;
import io.embed4j.graph.reason.rule.RuleText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg rules mine}: rules of a graph into a text file. */
@Command(
    name = "mine",
    description = {
      "Mine rules from the training triples and write them as text, the best first.",
      "Ctrl-C keeps what has been mined.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg rules mine codex-s --out rules.tsv --seconds 10",
      "  embed4j kg rules mine FOLDER --out rules.tsv --min-support 2 --max-length 5",
      "  embed4j kg rules mine FOLDER --out rules.tsv --samples 100000 --seed 7",
    })
final class RulesMineCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "DATA", description = "A folder, a file, or codex-s.")
  private String data = "";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The rule file.")
  private Path out;

  @Mixin private MiningOptions mining;
  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    KnowledgeGraph graph = dataOptions.read(data, common).graph();
    try (Workers workers = threads.workers();
        StopSignal stop = new StopSignal()) {
      List<Rule> rules = mining.mine(graph, workers, common, stop::isRaised);
      RuleFile.write(out, graph, rules);
      if (common.json()) {
        common.print(summary(rules).put("file", out.toString()));
      } else {
        print(graph, rules);
      }
      common.out().flush();
      return stop.isRaised() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private static long anchored(List<Rule> rules) {
    return rules.stream().filter(Rule.Anchored.class::isInstance).count();
  }

  private static ObjectNode summary(List<Rule> rules) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rules", rules.size())
        .put("closed", rules.size() - anchored(rules))
        .put("anchored", anchored(rules));
  }

  private void print(KnowledgeGraph graph, List<Rule> rules) {
    long closed = rules.size() - anchored(rules);
    common
        .out()
        .printf(
            Locale.ROOT,
            "%,d rules of %s in %s: %,d of paths, %,d with constants%n",
            rules.size(),
            graph.name(),
            out,
            closed,
            anchored(rules));
    RuleText text = RuleText.ofLabels(graph);
    common.out().println("confidence  support/groundings  the best rules of paths");
    rules.stream()
        .filter(Rule.Closed.class::isInstance)
        .limit(SHOWN)
        .forEach(
            rule ->
                common
                    .out()
                    .printf(
                        Locale.ROOT,
                        "     %.3f  %18s  %s%n",
                        rule.evidence().confidence(),
                        rule.evidence().support() + "/" + rule.evidence().groundings(),
                        text.of(rule)));
  }
}
