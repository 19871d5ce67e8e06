package io.embed4j.cli;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tour}: the notions of the field, each shown on a small graph. */
@Command(
    name = "tour",
    description = {
      "What embeddings are and what they are good for, shown on a small bilingual graph: half a",
      "minute. The same, with every notion of the field, stands in docs/blueprint.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  embed4j tour", "  embed4j tour --language zh"})
final class TourCommand implements Callable<Integer> {
  /** Languages of the tour. */
  enum Language {
    EN,
    ZH
  }

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      defaultValue = "EN",
      description = "EN or ZH (default: ${DEFAULT-VALUE}).")
  private Language language = Language.EN;

  @Override
  public Integer call() {
    KnowledgeGraph graph =
        GraphReader.read(BundledGraphs.smallWorld(), ReadOptions.DEFAULT).graph();
    Locale locale = language == Language.ZH ? Locale.CHINESE : Locale.ENGLISH;
    try (Workers workers = threads.workers()) {
      new Tour(graph, locale, workers, common.out()).run();
    }
    return ExitCode.OK;
  }
}
