package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model made by hand: entity i lies at i on a line, and "next" moves by 1. */
class AddCommandTest {
  private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four");

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";

  @BeforeEach
  void writeModel() {
    Vocabulary entities = new Vocabulary();
    NUMBERS.forEach(entities::add);
    Vocabulary relations = new Vocabulary();
    relations.add("next");
    relations.add("previous");
    KnowledgeGraph graph =
        new KnowledgeGraph(
            "line",
            entities,
            relations,
            Triples.of(new int[] {0, 0, 1}, new int[] {1, 0, 2}, new int[] {2, 1, 1}),
            Triples.of(),
            Triples.of(new int[] {2, 0, 3}));
    KgeModel model = KgeModel.zeros(new TransE(Comparison.L1), 1, false, NUMBERS.size(), 2);
    for (int i = 0; i < NUMBERS.size(); i++) {
      model.entities().data()[i] = i;
    }
    model.relations().data()[0] = 1;
    model.relations().data()[1] = -1;
    JsonNodeFactory json = JsonNodeFactory.instance;
    ModelFolder.write(
        folder.resolve("run/model"),
        new TrainedModel(model, graph, json.objectNode(), json.objectNode()));
    run = folder.resolve("run").toString();
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private int add(String triples, String... options) throws IOException {
    Path file = folder.resolve("new.tsv");
    Files.writeString(file, triples);
    String[] args = {"kg", "add", run, "--triples", file.toString(), "--columns", "hrt"};
    String[] all = Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return run(all);
  }

  @Test
  void theNewEntityAnswersAtOnce() throws IOException {
    assertThat(add("four\tnext\tfive\nfive\tprevious\tfour\n")).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo("added 1 entities by 2 triples: five\n");
    assertThat(run("kg", "predict", run, "--head", "five", "--relation", "previous", "--known"))
        .isZero();
    assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
        .contains("four", "(known)");
    assertThat(run("kg", "evaluate", run)).isZero();
  }

  @Test
  void oldRowsKeepTheirBitsInANewFolder() throws IOException {
    String before = Files.readString(folder.resolve("run/model/model.json"));
    String more = folder.resolve("more").toString();
    assertThat(add("four\tnext\tfive\nfive\tnext\tsix\n", "--out", more, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/added")).hasSize(2);
    assertThat(Files.readString(folder.resolve("run/model/model.json"))).isEqualTo(before);
    TrainedModel extended = ModelFolder.read(folder.resolve("more"));
    assertThat(Arrays.copyOf(extended.model().entities().data(), 5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(extended.graph().entities().name(6)).isEqualTo("six");
    assertThat(extended.graph().train().size()).isEqualTo(5);
    assertThat(add("four\tnext\tfive\n", "--out", more)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("holds a model already");
  }

  @Test
  void badTriplesAreToldInASentence() throws IOException {
    assertThat(add("four\tnext\tthree\n")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("triple (four, next, three) has no new entity");
    assertThat(add("four\tnxt\tfive\n")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("unknown relation \"nxt\"; did you mean: next?");
    assertThat(add("# nothing\n")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("new.tsv: expected triples, found none");
    assertThat(add("five\tnext\tsix\n")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("\"five\" is connected with no entity of the model");
    assertThat(add("five\tnext\n")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("kg", "add", run)).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void onlyTheNamedEntitiesMayBeNew() throws IOException {
    assertThat(add("fuor\tnext\tfive\n", "--entity", "five")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("unknown entity \"fuor\"; did you mean: four");
    assertThat(add("three\tnext\tfour\n", "--entity", "four")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("entity \"four\" is in the model already");
    assertThat(add("four\tnext\tfive\n", "--entity", "five")).isZero();
  }
}
