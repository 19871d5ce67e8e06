package io.embed4j.graph.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.store.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir private Path temp;

  private static int train(RunFolder folder, int threads) {
    try (Workers workers = new Workers(threads)) {
      TrainingRun run =
          TrainingRun.create(
              folder, SmallRun.graph(), SmallRun.config(), SmallRun.origin(), workers);
      assertThat(run.train(Progress.NONE, () -> false, report -> {})).isTrue();
      return SmallRun.bits(run.model().model());
    }
  }

  @Test
  void threadsDoNotChangeTheModel() {
    assertThat(train(new RunFolder(temp.resolve("a")), 1))
        .isEqualTo(train(new RunFolder(temp.resolve("b")), 2));
  }

  @Test
  void aRunStoppedInTheMiddleOfEpochsEndsWithTheSameBits() {
    int expected = train(new RunFolder(temp.resolve("whole")), 1);
    RunFolder folder = new RunFolder(temp.resolve("stopped"));
    try (Workers workers = new Workers(2)) {
      TrainingRun.create(folder, SmallRun.graph(), SmallRun.config(), SmallRun.origin(), workers);
      boolean finished = false;
      int calls = 0;
      for (int round = 0; !finished; round++) {
        AtomicInteger batches = new AtomicInteger(17 + 31 * round);
        finished =
            TrainingRun.resume(folder, SmallRun.graph(), workers)
                .train(Progress.NONE, () -> batches.getAndDecrement() == 0, report -> {});
        calls++;
      }
      assertThat(calls).isGreaterThan(3);
    }
    assertThat(SmallRun.bits(ModelFolder.read(folder.model()).model())).isEqualTo(expected);
    assertThat(folder.metrics()).content().hasLineCount(SmallRun.config().epochs());
  }

  @Test
  void twentyKillsLoseNothing() throws Exception {
    int expected = train(new RunFolder(temp.resolve("whole")), 1);
    RunFolder folder = new RunFolder(temp.resolve("killed"));
    SplittableRandom random = new SplittableRandom(5);
    for (int kill = 0; kill < 20; kill++) {
      Process process = start(folder);
      process.waitFor(200 + random.nextInt(700), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor(); // SIGKILL
    }
    Process last = start(folder);
    assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();
    assertThat(SmallRun.bits(ModelFolder.read(folder.model()).model())).isEqualTo(expected);
  }

  private static Process start(RunFolder folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SmallRun.class.getName(), folder.path().toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aFolderWithARunIsNotOverwritten() {
    RunFolder folder = new RunFolder(temp);
    try (Workers workers = Workers.single()) {
      TrainingRun.create(folder, SmallRun.graph(), SmallRun.config(), SmallRun.origin(), workers);
      assertThatThrownBy(
              () ->
                  TrainingRun.create(
                      folder, SmallRun.graph(), SmallRun.config(), SmallRun.origin(), workers))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("holds a run already");
    }
  }

  @Test
  void anotherGraphIsRefused() {
    RunFolder folder = new RunFolder(temp);
    KnowledgeGraph graph = SmallRun.graph();
    KnowledgeGraph other =
        new KnowledgeGraph(
            "other",
            graph.entities(),
            graph.relations(),
            graph.train(),
            graph.valid(),
            Triples.of());
    try (Workers workers = Workers.single()) {
      TrainingRun.create(folder, graph, SmallRun.config(), SmallRun.origin(), workers);
      assertThatThrownBy(() -> TrainingRun.resume(folder, other, workers))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("fingerprint");
    }
  }

  @Test
  void aTruncatedCheckpointIsRefused() throws Exception {
    RunFolder folder = new RunFolder(temp);
    try (Workers workers = Workers.single()) {
      TrainingRun.create(folder, SmallRun.graph(), SmallRun.config(), SmallRun.origin(), workers)
          .train(Progress.NONE, () -> true, report -> {});
      byte[] bytes = Files.readAllBytes(folder.checkpoint());
      Files.write(folder.checkpoint(), Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> TrainingRun.resume(folder, SmallRun.graph(), workers, Duration.ZERO))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("checkpoint.safetensors");
    }
  }
}
