package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.model.Interactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {
  private final StringWriter out = new StringWriter();

  private void run(String... arguments) {
    int code = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), arguments);
    assertThat(code).isEqualTo(ExitCode.OK);
  }

  @Test
  void tableHasALineForEachModelAndFitsAScreen() {
    run("kg", "models");

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(1, 1 + Interactions.all().size()))
        .zipSatisfy(
            Interactions.all(), (line, model) -> assertThat(line).startsWith(model.name() + " "));
    assertThat(lines).allMatch(line -> line.length() <= 100);
    assertThat(out.toString())
        .containsPattern("rotate +rotation of complex coordinates +Sun et al. 2019\n")
        .containsPattern("simple .* Kazemi, Poole 2018\n");
  }

  @Test
  void tableNamesTheSettingsThatOnlySomeModelsHave() {
    run("kg", "models");

    String settings = out.toString().substring(out.toString().indexOf("Settings of their own"));
    assertThat(settings)
        .contains("--set model.norm=", "--set model.relation-dim=")
        .containsPattern("transe +\\(l2\\)")
        .doesNotContain("distmult");
  }

  @Test
  void jsonHoldsPaperAndSettings() throws IOException {
    run("kg", "models", "--json");

    JsonNode models = new ObjectMapper().readTree(out.toString());
    assertThat(models).hasSize(Interactions.all().size());
    assertThat(models.at("/0/name").textValue()).isEqualTo("transe");
    assertThat(models.at("/0/settings/norm").textValue()).isEqualTo("l2");
    assertThat(models.at("/0/paper/year").intValue()).isEqualTo(2013);
  }
}
