package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.experiment.ResultTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kg experiments table}: makes the page of results. */
@Command(
    name = "table",
    description = "Write docs/results.md from the results, or print them with --json.")
final class ExperimentsTableCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ResultsOption results;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (default: docs/results.md of this program's folder).")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    List<Result> all = ResultFile.readAll(results.folder());
    if (common.json()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(result -> list.add(ResultFile.json(result)));
      common.print(list);
      return ExitCode.OK;
    }
    Path page = out.orElseGet(() -> ResultsOption.home().resolve("docs/results.md"));
    AtomicFile.writeText(page, ResultTable.markdown(all));
    common.remark(all.size() + " results written to " + page);
    return ExitCode.OK;
  }
}
