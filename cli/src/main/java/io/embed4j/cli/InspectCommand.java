package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.inspect.GraphInspection;
import io.embed4j.graph.data.inspect.GraphInspector;
import io.embed4j.graph.data.inspect.InspectionJson;
import io.embed4j.graph.data.inspect.InspectionText;
import io.embed4j.graph.data.read.ReadGraph;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a graph before anybody trains on it. */
@Command(
    name = "inspect",
    description =
        "Count, describe and check a knowledge graph: degrees, relation classes, leakage.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg inspect codex-s                        the bundled graph",
      "  embed4j kg inspect data/fb15k-237 --json          a folder with train, valid and test",
      "  embed4j kg inspect dump.nt.gz --max-errors 100    one file, split at random",
      "  embed4j kg inspect edges.csv --columns htr_       other columns",
    })
final class InspectCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private DataOptions options;

  @Parameters(
      paramLabel = "DATA",
      description = "A folder, a file (.tsv, .csv, .nt, .nq, .gz) or the name of a bundled graph.")
  private String data = "";

  @Option(
      names = "--relations",
      paramLabel = "N",
      defaultValue = "25",
      description = "Show the N most frequent relations (default: ${DEFAULT-VALUE}).")
  private int relations;

  @Override
  public Integer call() {
    ReadGraph read = options.read(data, common);
    GraphInspection inspection = GraphInspector.inspect(read.graph());
    if (common.json()) {
      ObjectNode result = InspectionJson.of(inspection, read.graph());
      result.set("import", ImportReport.json(read.report()));
      common.print(result);
    } else {
      common.out().print(InspectionText.of(inspection, read.graph(), relations));
      common.out().print(ImportReport.text(read.report()));
    }
    return ExitCode.OK;
  }
}
