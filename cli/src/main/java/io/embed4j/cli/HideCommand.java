package io.embed4j.cli;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Split;
import io.embed4j.graph.data.Triples;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kg hide}: a graph with some facts taken away, to see whether a completion finds them. */
@Command(
    name = "hide",
    description = {
      "Write a graph of which some training facts are hidden, and the hidden ones with the test",
      "facts into a file of their own. Every entity and relation stays in the training facts."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  embed4j kg hide --data codex-s --out data/codex-s-hidden",
      "  embed4j kg train --data data/codex-s-hidden",
      "  embed4j kg complete runs/codex-s-hidden-complex --top 10000 --no-loops"
          + " --truth data/codex-s-hidden/hidden.tsv",
    })
final class HideCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(names = "--data", required = true, paramLabel = "DATA", description = "The graph.")
  private String data = "";

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of the training facts to hide (default: ${DEFAULT-VALUE}).")
  private double share;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where train.tsv, valid.tsv and hidden.tsv go.")
  private Path out = Path.of("");

  @Mixin private DataOptions dataOptions;

  @Override
  public Integer call() {
    KnowledgeGraph graph = dataOptions.read(data, common).graph();
    Split.Parts parts =
        new Split(0, share, seed)
            .apply(graph.train(), graph.entities().size(), graph.relations().size());
    write("train.tsv", graph, parts.train());
    if (graph.valid().size() > 0) {
      write("valid.tsv", graph, graph.valid());
    }
    write("hidden.tsv", graph, parts.test(), graph.test());
    common.remark(
        "%,d training facts and %,d hidden ones, with %,d test facts among them, written to %s"
            .formatted(
                parts.train().size(),
                parts.test().size() + graph.test().size(),
                graph.test().size(),
                out));
    return ExitCode.OK;
  }

  private void write(String name, KnowledgeGraph graph, Triples... parts) {
    StringBuilder text = new StringBuilder();
    for (Triples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        text.append(graph.entities().name(part.head(i)))
            .append('\t')
            .append(graph.relations().name(part.relation(i)))
            .append('\t')
            .append(graph.entities().name(part.tail(i)))
            .append('\n');
      }
    }
    AtomicFile.writeText(out.resolve(name), text.toString());
  }
}
