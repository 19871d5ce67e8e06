package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Progress;
import io.embed4j.search.chunk.Chunking;
import io.embed4j.search.folder.ChunkVectors;
import io.embed4j.search.folder.FolderIndexer;
import io.embed4j.search.folder.FolderReport;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.schema.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code index}: documents of folders, and entities of graphs, in an index. */
@Command(
    name = "index",
    description = {
      "Put the documents of folders into an index, to search by words and by meaning: text,",
      "Markdown, HTML, PDF, Word. Once more, and only new and changed files are read. A file that",
      "cannot be read is told, and the rest goes on. --graph puts entities of a trained graph",
      "into the same index.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j index docs",
      "  embed4j index --model chinese --index notes-index 笔记",
      "  embed4j index docs --watch                    goes on until you press Ctrl-C",
      "  embed4j index --graph runs/demo",
    })
final class IndexCommand implements Callable<Integer> {
  private static final int SECONDS_BETWEEN_LOOKS = 2;

  /** A model reads a part well that is not longer than what it was trained with. */
  private static final int USUAL_SIZE = 200;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FOLDER", description = "Folders of documents.")
  private List<Path> folders = new ArrayList<>();

  @Mixin private IndexOption index;

  @Option(
      names = "--graph",
      paramLabel = "RUN",
      description = "A run folder or a model folder, whose entities become items.")
  private Optional<Path> graph = Optional.empty();

  @Option(names = "--watch", description = "Go on, and look for changes every two seconds.")
  private boolean watch;

  @Option(
      names = "--chunks",
      paramLabel = "WHERE",
      defaultValue = "RECURSIVE",
      description = "Where to cut: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Chunking.Unit unit = Chunking.Unit.RECURSIVE;

  @Option(
      names = "--chunk-tokens",
      paramLabel = "N",
      description = "Most tokens of a chunk (default: 200, or what the model can take).")
  private Optional<Integer> size = Optional.empty();

  @Option(
      names = "--overlap",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most tokens of a chunk that begin the next one (default: ${DEFAULT-VALUE}).")
  private int overlap;

  @Option(
      names = "--late",
      description = "Let the model read as much of a document as it can before it is cut.")
  private boolean late;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "FLOAT",
      description = {
        "Of a new index: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); what is found",
        "is compared by all bits whatever it is."
      })
  private Precision precision = Precision.FLOAT;

  @Option(
      names = "--first-dimensions",
      paramLabel = "N",
      description = "Of a new index: look by the first N dimensions, for models trained for that.")
  private Optional<Integer> firstPass = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (folders.isEmpty() && graph.isEmpty()) {
      throw new ParameterException(common.spec().commandLine(), "FOLDER or --graph is missing");
    }
    long start = System.nanoTime();
    boolean failed = false;
    try (IndexOption.Opened opened = index.open(precision, firstPass)) {
      if (graph.isPresent()) {
        int entities = GraphItems.read(graph.get()).put(opened, common.progress());
        common.remark(String.format(Locale.ROOT, "%,d entities indexed", entities));
      }
      FolderIndexer indexer = indexer(opened);
      for (Path folder : folders) {
        FolderReport report = indexer.update(folder, common.progress());
        failed |= !report.failed().isEmpty();
        print(folder, report, (System.nanoTime() - start) / 1e9);
      }
      if (watch) {
        watch(indexer);
      }
    }
    return failed ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private FolderIndexer indexer(IndexOption.Opened opened) {
    int most = opened.encoder().maxDocumentTokens();
    int tokens = size.orElse(late ? USUAL_SIZE : Math.min(USUAL_SIZE, most));
    if (!late && tokens > most) {
      throw new ParameterException(
          common.spec().commandLine(),
          "--chunk-tokens must be at most %d, which the model can take, but is %d"
              .formatted(most, tokens));
    }
    return new FolderIndexer(
        opened.index(),
        index.folder(),
        opened.encoder(),
        IndexOption.TEXT,
        new Chunking(unit, tokens, Math.min(overlap, tokens - 1)),
        late ? ChunkVectors.LATE : ChunkVectors.ALONE);
  }

  /** Ends by Ctrl-C: whatever was committed stays. */
  private void watch(FolderIndexer indexer) throws InterruptedException {
    common.remark("watching; Ctrl-C ends");
    Set<FolderReport.Failure> told = new HashSet<>();
    while (!common.out().checkError()) {
      TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_LOOKS);
      for (Path folder : folders) {
        long start = System.nanoTime();
        FolderReport report = indexer.update(folder, Progress.NONE);
        boolean news = report.failed().stream().anyMatch(told::add);
        if (news
            || !report.added().isEmpty()
            || !report.changed().isEmpty()
            || !report.removed().isEmpty()) {
          print(folder, report, (System.nanoTime() - start) / 1e9);
        }
      }
    }
  }

  private void print(Path folder, FolderReport report, double seconds) {
    if (common.json()) {
      common.print(json(folder, report, seconds));
    } else {
      try (IndexView view = index.view()) {
        common
            .out()
            .printf(
                Locale.ROOT,
                "%s: %,d added, %,d changed, %,d removed, %,d as they were; %,d chunks in %.1f s;"
                    + " the index holds %,d items%n",
                folder,
                report.added().size(),
                report.changed().size(),
                report.removed().size(),
                report.unchanged(),
                report.chunks(),
                seconds,
                view.size());
      }
      report.failed().forEach(failure -> common.err().println("not read: " + failure.reason()));
    }
    common.out().flush();
  }

  private static ObjectNode json(Path folder, FolderReport report, double seconds) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("folder", folder.toString());
    report.added().forEach(root.putArray("added")::add);
    report.changed().forEach(root.putArray("changed")::add);
    report.removed().forEach(root.putArray("removed")::add);
    root.put("unchanged", report.unchanged()).put("chunks", report.chunks());
    var failed = root.putArray("failed");
    report
        .failed()
        .forEach(f -> failed.addObject().put("file", f.file()).put("reason", f.reason()));
    return root.put("seconds", seconds);
  }
}
