package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.experiment.Experiments;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsCommandTest {
  private static final String NAME = "complex-umls";

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    String[] all = new String[arguments.length + 4];
    all[0] = "kg";
    all[1] = "experiments";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[all.length - 2] = "--results";
    all[all.length - 1] = folder.resolve("results").toString();
    return Main.run(new PrintWriter(out), new PrintWriter(err, true), all);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  /** A result that no run would give. */
  private void writeResult() {
    ResultFile.write(
        folder.resolve("results"),
        Experiments.find(NAME).result(Map.of("mrr", 0.9876), new Result.Cost(1, 5, 6), "abc"));
  }

  /** Days in a row: enough of a graph to train on. */
  private Path graph() throws IOException {
    Path data = Files.createDirectories(folder.resolve("week"));
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      train.append("day%d\tnext\tday%d\n".formatted(i, i + 1));
      train.append("day%d\tprevious\tday%d\n".formatted(i + 1, i));
    }
    Files.writeString(data.resolve("train.txt"), train);
    Files.writeString(data.resolve("valid.txt"), "day0\tnext\tday2\n");
    Files.writeString(data.resolve("test.txt"), "day3\tnext\tday5\nday4\tprevious\tday2\n");
    return data;
  }

  @Test
  void listShowsPublishedGoalAndObtainedFigures() throws IOException {
    writeResult();

    assertThat(run("ls")).isEqualTo(0);
    assertThat(out.toString().lines()).hasSize(1 + Experiments.names().size());
    assertThat(out.toString())
        .containsPattern("complex-umls +umls +mrr +0.940 +0.950 +0.988\n")
        .containsPattern("transr-fb15k-237 +fb15k-237 +hits@10 +0.511 +0.511 +-\n");
    assertThat(run("ls", "--json")).isEqualTo(0);
    assertThat(json()).hasSize(Experiments.names().size());
  }

  @Test
  void showGivesTheFileAndTheResult() throws IOException {
    assertThat(run("show", NAME)).isEqualTo(0);
    assertThat(out.toString())
        .startsWith("# ./embed4j kg experiments run complex-umls\n")
        .contains("# not run yet: no result in ");

    writeResult();
    assertThat(run("show", NAME)).isEqualTo(0);
    assertThat(out.toString()).contains("# obtained", "0.9876");
    assertThat(run("show", NAME, "--json")).isEqualTo(0);
    assertThat(json().at("/obtained/mrr").doubleValue()).isEqualTo(0.9876);
    assertThat(json().at("/train/model/type").textValue()).isEqualTo("complex");

    assertThat(run("show", "complex-ulms")).isEqualTo(3);
    assertThat(err.toString()).contains("did you mean complex-umls?");
  }

  @Test
  void tableIsWrittenFromTheResults() throws IOException {
    writeResult();
    Path page = folder.resolve("results.md");

    assertThat(run("table", "--out", page.toString())).isEqualTo(0);
    assertThat(page).content().contains("| umls | complex | 0.988 |");
    assertThat(run("table", "--json")).isEqualTo(0);
    assertThat(json().at("/0/commit").textValue()).isEqualTo("abc");
  }

  @Test
  void runWritesTheResultAndTheReport() throws IOException {
    Path runFolder = folder.resolve("run");

    assertThat(run("run", NAME, "--data", graph().toString(), "--out", runFolder.toString()))
        .as(() -> err.toString())
        .isEqualTo(0);

    Result result = ResultFile.read(folder.resolve("results/complex-umls.json"));
    assertThat(result.metrics()).containsKeys("mrr", "hits@10").hasSizeGreaterThan(3);
    assertThat(result.metrics().keySet().iterator().next()).isEqualTo("mrr");
    assertThat(result.peer()).map(Result.Peer::figure).contains(0.94);
    assertThat(result.command()).isEqualTo("./embed4j kg experiments run complex-umls");
    assertThat(result.cost().wallSeconds()).isPositive();
    assertThat(runFolder.resolve("report.html")).content().contains("<td>mrr</td>", "<svg");
  }

  @Test
  void changedSettingsGiveNoResultAndAnotherRunIsNotResumed() throws IOException {
    String runFolder = folder.resolve("run").toString();
    String data = graph().toString();

    assertThat(
            run(
                "run",
                NAME,
                "--data",
                data,
                "--out",
                runFolder,
                "--set",
                "epochs=2",
                "--set",
                "dim=4"))
        .as(() -> err.toString())
        .isEqualTo(0);
    assertThat(err.toString()).contains("figures are of validation, and no result is written");
    assertThat(out.toString()).contains(" valid triples").doesNotContain(" test triples");
    assertThat(folder.resolve("results")).doesNotExist();

    assertThat(run("run", NAME, "--data", data, "--out", runFolder)).isEqualTo(3);
    assertThat(err.toString()).contains("holds a run with other settings than complex-umls");
  }

  @Test
  void graphThatIsNotThereIsAskedFor() throws IOException {
    assertThatThrownBy(() -> ExperimentsRunCommand.place("wn18rr", List.of(folder)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("graph wn18rr is in none of [" + folder + "]")
        .hasMessageContaining("--data FOLDER");

    Path archive = Files.createFile(folder.resolve("wn18rr.tar.gz"));
    assertThat(ExperimentsRunCommand.place("wn18rr", List.of(folder)))
        .isEqualTo(archive.toString());
  }
}
