package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.benchmark.Task;
import io.embed4j.encode.benchmark.TaskResult;
import io.embed4j.encode.benchmark.Tasks;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.graph.experiment.CostMeter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: how good an encoder is. */
@Command(
    name = "evaluate",
    description = {
      "Measure an encoder of texts: stsb-en, stsb-zh, stsb-zh-cnsd (similarity), pawsx-zh",
      "(paraphrases), scifact (retrieval). The data is looked for in the folder text of",
      "EMBED4J_DATA.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j evaluate english stsb-en",
      "  embed4j evaluate FOLDER scifact --data scifact.tar.gz",
    })
final class EvaluateEncoderCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "english, chinese, a folder, or ORG/NAME that models pull has fetched.")
  private String model = "";

  @Parameters(index = "1", paramLabel = "TASK", description = "What to measure by.")
  private String taskName = "";

  @Option(names = "--data", paramLabel = "DATA", description = "A folder or a .tar.gz archive.")
  private Optional<Path> data = Optional.empty();

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
    CostMeter meter = CostMeter.start(threads.count());
    Task task = Tasks.find(taskName);
    Path path = TaskData.of(task, data, common.spec());
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    TaskResult measured;
    try (TextEncoder encoder = TextEncoder.of(EncoderOption.read(model), options)) {
      measured = TaskData.evaluate(task, encoder, path, common.progress());
    }
    print(task, measured);
    Map<String, Double> figures = new LinkedHashMap<>(measured.figures());
    result.write(new ResultOption.Subject("encoder", task.name(), model), figures, 0, meter);
    return ExitCode.OK;
  }

  private void print(Task task, TaskResult measured) {
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("task", task.name());
      measured.counts().forEach(json.putObject("counts")::put);
      measured.figures().forEach(json.putObject("figures")::put);
      common.print(json);
      return;
    }
    common.out().println(task.about());
    common
        .out()
        .println(
            measured.counts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
                .collect(Collectors.joining(", ")));
    measured
        .figures()
        .forEach((name, value) -> common.out().printf(Locale.ROOT, "%-18s %.4f%n", name, value));
  }
}
