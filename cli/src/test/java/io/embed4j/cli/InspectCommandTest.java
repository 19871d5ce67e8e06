package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new InspectCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution)
        .execute(args);
  }

  @Test
  void bundledGraphHasThePublishedCountsAndNames() {
    KnowledgeGraph graph =
        GraphReader.read(BundledGraphs.sources("codex-s"), ReadOptions.DEFAULT).graph();
    assertThat(graph.entities().size()).isEqualTo(2034);
    assertThat(graph.relations().size()).isEqualTo(42);
    assertThat(graph.train().size()).isEqualTo(32888);
    assertThat(graph.valid().size()).isEqualTo(1827);
    assertThat(graph.test().size()).isEqualTo(1828);
    assertThat(graph.annotations().entities().labelCount("en")).isEqualTo(2034);
    assertThat(graph.annotations().relations().labelCount("zh")).isEqualTo(42);
    assertThat(graph.annotations().relations().labelCount("en")).isEqualTo(42);
    int occupation = graph.relationNames().resolve("occupation");
    assertThat(graph.relations().name(occupation)).isEqualTo("P106");
    assertThat(graph.relationNames().resolve("职业")).isEqualTo(occupation);
    assertThat(graph.entityNames().display(graph.entities().find("Q7604")))
        .isEqualTo("Leonhard Euler");
  }

  @Test
  void printsTextForPeople() {
    assertThat(run("codex-s", "--relations", "1")).isZero();
    assertThat(out.toString())
        .contains("codex-s: 2,034 entities, 42 relations")
        .contains("occupation")
        .contains("… and 41 more")
        .contains("codex-s/train.txt.gz: 32,888 triples in 32,888 lines (tab, columns hrt)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsJsonForPrograms() throws JsonProcessingException {
    assertThat(run("codex-s", "--json")).isZero();
    JsonNode root = new ObjectMapper().readTree(out.toString());
    assertThat(root.at("/train/triples").asInt()).isEqualTo(32888);
    assertThat(root.at("/relationProfiles")).hasSize(42);
    assertThat(root.at("/import/files/0/triples").asInt()).isEqualTo(32888);
  }

  @Test
  void optionsReachTheReader() throws IOException {
    Path file = folder.resolve("edges.csv");
    Files.writeString(file, "a;b;r;1\nb;c;r;1\nbad\nc;a;r;1\n");
    assertThat(
            run(
                file.toString(),
                "--columns=htr_",
                "--separator=semicolon",
                "--max-errors=1",
                "--valid-share=0",
                "--test-share=0"))
        .isZero();
    assertThat(out.toString())
        .contains("edges: 3 entities, 1 relations")
        .contains("faulty lines: 1");
    assertThat(err.toString())
        .contains("edges.csv:3:4: expected 4 fields (columns htr_) separated by semicolon, found 1")
        .contains("faulty lines that were skipped: 1");
  }

  @Test
  void badDataExitsWithThreeAndOneSentence() {
    assertThat(run("no-such-graph")).isEqualTo(3);
    assertThat(err.toString())
        .isEqualTo(
            "error: no-such-graph: there is no such file or folder, and no bundled graph of this"
                + " name (there are codex-s and small-world)\n");
  }

  @Test
  void wrongColumnsAreWrongUsage() {
    assertThat(run("codex-s", "--columns=hrx")).isEqualTo(2);
    assertThat(err.toString()).contains("columns must hold each of the letters h, r and t once");
  }
}
