package io.embed4j.graph.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java example of README.md and README.zh.md: it compiles, it does what it says, and the
 * documents show it as it is here, between the two marks.
 */
class ReadmeExampleTest {
  private static final String SOURCE =
      "graph/src/test/java/io/embed4j/graph/run/ReadmeExampleTest.java";

  private static final List<String> MONTHS =
      List.of("jan feb mar apr may jun jul aug sep oct nov dec".split(" ", -1));

  @TempDir private Path folder;

  /**
   * What the example finds.
   *
   * @param mrr of the test facts
   * @param answer to a question whose answer is in no file
   */
  private record Outcome(double mrr, String answer) {}

  private static Outcome example(Path data, Path runs) {
    // README begins
    KnowledgeGraph graph = GraphReader.read(data, ReadOptions.DEFAULT).graph();
    ConfigSource settings = ConfigSource.empty().with("model=complex").with("dim=16");
    TrainConfig config = TrainConfigs.read(settings.with("batch-size=8").with("epochs=100"));
    Origin origin = Origin.of(graph, data.toString(), "my program", "1.0");
    try (Workers workers = Workers.all()) {
      RunFolder folder = RunFolder.free(runs, "months");
      TrainingRun run = TrainingRun.create(folder, graph, config, origin, workers);
      run.train(Progress.NONE, () -> false, report -> {}); // or resume it later from its folder
      KgeModel model = run.model().model();

      Evaluator evaluator = new Evaluator(graph, workers);
      double mrr = evaluator.mrr(model, Scope.test(graph).chosen()); // filtered, both sides

      int october = graph.entityNames().resolve("oct");
      int previous = graph.relationNames().resolve("previous");
      Predictor predictor = new Predictor(model, graph, workers);
      Question question = new Question.Tails(october, previous); // (october, previous, ?)
      Answer best = predictor.answer(question, 1, KnownFacts.LEAVE_OUT).getFirst();
      return new Outcome(mrr, graph.entityNames().display(best.id()));
    }
    // README ends
  }

  /** The round of the months in both directions, but for three ways back, one in no file. */
  private Path months() throws IOException {
    Path data = Files.createDirectories(folder.resolve("months"));
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < MONTHS.size(); i++) {
      String month = MONTHS.get(i);
      String next = MONTHS.get((i + 1) % MONTHS.size());
      train.append(month).append("\tnext\t").append(next).append('\n');
      if (!List.of("jan", "may", "sep").contains(month)) {
        train.append(next).append("\tprevious\t").append(month).append('\n');
      }
    }
    Files.writeString(data.resolve("train.tsv"), train);
    Files.writeString(data.resolve("valid.tsv"), "feb\tprevious\tjan\n");
    Files.writeString(data.resolve("test.tsv"), "jun\tprevious\tmay\n");
    return data;
  }

  @Test
  void findsTheWaysBackThatItHasNotSeen() throws IOException {
    Outcome outcome = example(months(), folder.resolve("runs"));

    assertThat(outcome.mrr()).isEqualTo(1);
    assertThat(outcome.answer()).isEqualTo("sep");
    assertThat(folder.resolve("runs/months/model/model.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh.md"})
  void theDocumentShowsThisCode(String document) throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getenv("EMBED4J_ROOT")));
    String code =
        Files.readString(root.resolve(SOURCE))
            .lines()
            .dropWhile(line -> !line.endsWith("// README begins"))
            .skip(1)
            .takeWhile(line -> !line.endsWith("// README ends"))
            .map(line -> line.isEmpty() ? line : line.substring(4))
            .filter(line -> !line.contains("return new Outcome"))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(root.resolve(document))).contains("```java\n" + code + "\n```\n");
  }
}
