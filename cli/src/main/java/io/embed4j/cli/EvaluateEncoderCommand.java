package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.benchmark.Task;
import io.embed4j.encode.benchmark.TaskResult;
import io.embed4j.encode.benchmark.Tasks;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.graph.experiment.CostMeter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: how good an encoder is. */
@Command(
    name = "evaluate",
    description = {
      "Measure an encoder of texts by the rules of MTEB: similarity, paraphrases, retrieval,",
      "analogies. --list shows the tasks. The data is looked for in EMBED4J_DATA.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j evaluate --list",
      "  embed4j evaluate english stsb-en --part dev",
      "  embed4j evaluate FOLDER scifact --data scifact.tar.gz",
      "  embed4j evaluate english scifact --search       words, vectors, and both",
    })
final class EvaluateEncoderCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "english, chinese, a folder, or ORG/NAME that models pull has fetched.")
  private Optional<String> model = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TASK",
      description = "What to measure by; see --list.")
  private Optional<String> taskName = Optional.empty();

  @Option(names = "--list", description = "Show the tasks.")
  private boolean list;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "test, dev or train (default: test, where there is one).")
  private Optional<String> part = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "The data: a folder or a .tar.gz archive, or the folder of all data.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--search",
      description = {
        "Of a task of retrieval: measure an index of its documents by words, by vectors and by",
        "both."
      })
  private boolean search;

  @Option(
      names = "--fusions",
      description = "With --search: measure other ways to fuse the two as well.")
  private boolean fusions;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (list) {
      printTasks();
      return ExitCode.OK;
    }
    result.require();
    String name = required(taskName, model.isPresent() ? "TASK" : "MODEL and TASK");
    Task task = part.map(p -> Tasks.find(name, p)).orElseGet(() -> Tasks.find(name));
    CostMeter meter = CostMeter.start(threads.count());
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    TaskResult measured;
    try (TextEncoder encoder = TextEncoder.of(EncoderOption.read(model.orElseThrow()), options)) {
      VectorSource source = VectorSource.of(encoder);
      Path place = data.orElseGet(EvaluateEncoderCommand::root);
      measured =
          search
              ? new SearchEvaluation(encoder, source, common.progress(), fusions)
                  .evaluate(task.name(), Tasks.questions(task, place))
              : task.evaluate(source, place, common.progress());
    }
    print(task, measured);
    String subject = part.map(p -> name + "-" + p).orElse(name);
    result.write(
        new ResultOption.Subject(search ? "search" : "encoder", subject, model.orElseThrow()),
        measured.figures(),
        0,
        meter);
    return ExitCode.OK;
  }

  private static Path root() {
    return DataSet.root(Optional.ofNullable(System.getenv(DataSet.VARIABLE)));
  }

  private String required(Optional<String> argument, String what) {
    return argument.orElseThrow(
        () ->
            new ParameterException(
                common.spec().commandLine(),
                what + " missing: embed4j evaluate MODEL TASK, or embed4j evaluate --list"));
  }

  private void printTasks() {
    if (common.json()) {
      ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
      for (Task task : Tasks.all()) {
        tasks
            .addObject()
            .put("task", task.name())
            .put("part", task.part())
            .put("data", task.dataSet())
            .put("description", task.description());
      }
      common.print(tasks);
      return;
    }
    common.out().printf("%-16s %-5s %-20s %s%n", "task", "part", "data", "what");
    for (Task task : Tasks.all()) {
      common
          .out()
          .printf(
              "%-16s %-5s %-20s %s%n",
              task.name(), task.part(), task.dataSet(), task.description());
    }
  }

  private void print(Task task, TaskResult measured) {
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("task", task.name()).put("part", task.part());
      measured.counts().forEach(json.putObject("counts")::put);
      measured.figures().forEach(json.putObject("figures")::put);
      common.print(json);
      return;
    }
    common.out().printf("%s (%s)%n", task.description(), task.part());
    common
        .out()
        .println(
            measured.counts().entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
                .collect(Collectors.joining(", ")));
    int width = measured.figures().keySet().stream().mapToInt(String::length).max().orElse(1);
    measured
        .figures()
        .forEach(
            (name, value) ->
                common
                    .out()
                    .printf(Locale.ROOT, "%-" + Math.max(18, width) + "s %.4f%n", name, value));
  }
}
