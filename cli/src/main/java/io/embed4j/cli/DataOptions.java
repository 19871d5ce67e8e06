package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Split;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.Layout;
import io.embed4j.graph.data.read.ReadGraph;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.data.read.ReadOptions.BlankNodes;
import io.embed4j.graph.data.read.ReadOptions.Literals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the files of a graph are read; a command has it as a mixin. */
@Command
final class DataOptions {
  @Option(
      names = "--max-errors",
      paramLabel = "N",
      defaultValue = "0",
      description = "Skip up to N faulty lines (default: ${DEFAULT-VALUE}, stop at the first).")
  private long maxErrors;

  @Option(
      names = "--columns",
      paramLabel = "LETTERS",
      defaultValue = "",
      description = {
        "Order of the columns: h, r, t, and _ for one to skip, such as htr or hrt_",
        "(default: from the header, else hrt)."
      })
  private String columns = "";

  @Option(
      names = "--separator",
      paramLabel = "NAME",
      defaultValue = "GUESS",
      description = "Between columns: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Layout.Separator separator = Layout.Separator.GUESS;

  @Option(
      names = "--quotes",
      paramLabel = "WHEN",
      defaultValue = "GUESS",
      description = "Fields in double quotes: ${COMPLETION-CANDIDATES} (default: in CSV).")
  private Layout.Quotes quotes = Layout.Quotes.GUESS;

  @Option(
      names = "--header",
      paramLabel = "WHEN",
      defaultValue = "GUESS",
      description = "A first line with names: ${COMPLETION-CANDIDATES}.")
  private Layout.Header header = Layout.Header.GUESS;

  @Option(
      names = "--comment",
      paramLabel = "START",
      defaultValue = "#",
      description = "How comment lines start; \"\" if there are none (default: ${DEFAULT-VALUE}).")
  private String comment = "#";

  @Option(
      names = "--literals",
      paramLabel = "HOW",
      defaultValue = "ATTRIBUTES",
      description = "Literals in RDF: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Literals literals = Literals.ATTRIBUTES;

  @Option(
      names = "--blank-nodes",
      paramLabel = "HOW",
      defaultValue = "KEEP",
      description = "Blank nodes in RDF: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BlankNodes blankNodes = BlankNodes.KEEP;

  @Option(
      names = "--max-line-bytes",
      paramLabel = "N",
      defaultValue = "1048576",
      description = "Longest line (default: ${DEFAULT-VALUE}).")
  private int maxLineBytes;

  @Option(
      names = "--valid-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Validation part of a single file (default: ${DEFAULT-VALUE}).")
  private double validShare;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Test part of a single file (default: ${DEFAULT-VALUE}).")
  private double testShare;

  @Option(
      names = "--split-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the split of a single file (default: ${DEFAULT-VALUE}).")
  private long splitSeed;

  /** Returns the options as the reader takes them. */
  ReadOptions readOptions() {
    return new ReadOptions(
        new Layout(columns, separator, quotes, header, comment),
        literals,
        blankNodes,
        maxErrors,
        maxLineBytes,
        new Split(validShare, testShare, splitSeed));
  }

  /** Reads all triples of a file as the training part; the split is not asked. */
  KnowledgeGraph readAll(String file, CommonOptions common) {
    validShare = 0;
    testShare = 0;
    return read(file, common).graph();
  }

  /** Reads a folder, a file or a bundled graph; tells of faulty lines that were skipped. */
  ReadGraph read(String data, CommonOptions common) {
    ReadGraph read = GraphReader.read(BundledGraphs.sources(data), readOptions());
    long count = read.report().errorCount();
    if (count > 0) {
      read.report().errors().forEach(error -> common.remark("skipped: " + error));
      common.remark("faulty lines that were skipped: " + count);
    }
    return read;
  }
}
