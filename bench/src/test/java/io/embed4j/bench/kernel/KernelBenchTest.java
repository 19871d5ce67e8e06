package io.embed4j.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.bench.SpeedReport;
import io.embed4j.core.run.Workers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelBenchTest {
  @TempDir Path folder;

  @Test
  void theLoopDoesAllItsMultiplyAdds() {
    double oneChain = 2 + 1000 * 2e-9;
    assertThat((double) FmaLoop.run(1000, 2)).isCloseTo(12 * oneChain, within(1e-4));
    assertThat(FmaLoop.operationsPerRound() % 24).isZero();
  }

  /** Interpreted, the loop is a hundred times slower. */
  @Test
  void theFirstRooflineIsWarm() {
    try (Workers workers = Workers.single()) {
      double first = new Roofline(workers).operationsPerSecond();
      double later = new Roofline(workers).operationsPerSecond();
      assertThat(first).isGreaterThan(later / 10);
    }
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Stopwatch.median(new double[] {5, 1, 3})).isEqualTo(3);
    assertThat(Stopwatch.median(new double[] {4, 1, 2, 9})).isEqualTo(3);
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new KernelOptions(List.of(1), 0, ""))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new KernelOptions(List.of(), 1, ""))
        .hasMessageContaining("at least 1");
  }

  @Test
  void aKernelIsPrintedAndWrittenWithItsShare() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path file = folder.resolve("dot.json");
    SpeedReport report = new SpeedReport("generated", "kernels", 1);
    KernelSpeed.run(
        new KernelOptions(List.of(1), 1, "dot-200"),
        report,
        new PrintStream(bytes, true, StandardCharsets.UTF_8));
    report.write(file, "./embed4j bench", Optional.empty());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("dot-200 +[0-9.]+ G elements/s +[0-9.]+ % of [0-9]+");
    assertThat(file)
        .content()
        .contains("\"kind\" : \"speed\"", "\"dot-200-on-1-share\"", "\"wallSeconds\"");
  }
}
