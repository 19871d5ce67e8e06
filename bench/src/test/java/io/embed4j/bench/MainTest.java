package io.embed4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {
  @TempDir Path folder;

  private static int run(StringWriter err, String... args) {
    CommandLine commands = Main.commands();
    commands.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(err, true));
    return commands.execute(Main.withBenchmark(args));
  }

  @Test
  void kernelsAreTheDefault() {
    assertThat(Main.withBenchmark()).containsExactly("kernels");
    assertThat(Main.withBenchmark("--only", "dot")).containsExactly("kernels", "--only", "dot");
    assertThat(Main.withBenchmark("import")).containsExactly("import");
    assertThat(Main.withBenchmark("--help")).containsExactly("--help");
  }

  @Test
  void wrongUsageIsSaidSo() {
    StringWriter err = new StringWriter();
    assertThat(run(err, "--samples", "0", "--threads", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("error: --threads and --samples must be at least 1");
    assertThat(run(err, "--fast")).isEqualTo(2);
    assertThat(run(err, "ranking", folder.resolve("no").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no such file or folder");
    assertThat(run(err, "import", "--samples", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("--samples must be at least 1, but is 0");
    assertThat(run(err, "sampling", "power-law", "--cases", "distmul")).isEqualTo(1);
    assertThat(err.toString()).contains("--cases must be some of [distmult, ", "[distmul]");
  }

  /** Trains, ranks and samples a little graph for real, and tokenizes two texts. */
  @Test
  void benchmarksWriteTheirFigures() throws Exception {
    StringBuilder triples = new StringBuilder();
    for (int i = 0; i < 9000; i++) {
      triples.append(i % 397).append('\t').append("r").append(i % 7).append('\t');
      triples.append((31 * i + i / 97) % 103).append('\n');
    }
    Files.writeString(folder.resolve("train.txt"), triples);
    Files.writeString(folder.resolve("test.txt"), "1\tr1\t2\n3\tr2\t4\n");
    String data = folder.toString();
    Path texts = Files.writeString(folder.resolve("texts.txt"), "A text.\n\nAnother text.\n");
    String tokenizer =
        Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures/bert/tokenizer.json")
            .toString();
    for (String[] args :
        new String[][] {
          {"tokens", tokenizer, "--texts", texts.toString(), "--samples", "1"},
          {"epoch", data, "--widths", "8"},
          {"ranking", data, "--widths", "8", "--samples", "1"},
          {"sampling", data, "--seconds", "0.05", "--cases", "distmult,pairs"},
        }) {
      Path file = folder.resolve(args[0] + ".json");
      String[] all = java.util.Arrays.copyOf(args, args.length + 2);
      all[args.length] = "--json";
      all[args.length + 1] = file.toString();
      StringWriter err = new StringWriter();
      assertThat(run(err, all)).as(err.toString()).isZero();
      assertThat(file).content().contains("\"kind\" : \"speed\"", "./embed4j bench " + args[0]);
    }
  }
}
