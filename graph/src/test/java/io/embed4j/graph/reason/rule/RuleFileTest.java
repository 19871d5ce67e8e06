package io.embed4j.graph.reason.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
  private static final Rule.Evidence EVIDENCE = new Rule.Evidence(3, 7);

  @TempDir Path folder;

  private final KnowledgeGraph graph =
      new KnowledgeGraph(
          "family",
          vocabulary("Q1", "X", "a, \"b\" (c)\\", "n\n\r\té"),
          vocabulary("parent of", "/knows"),
          Triples.of(),
          Triples.of(),
          Triples.of());

  private static Vocabulary vocabulary(String... names) {
    Vocabulary vocabulary = new Vocabulary();
    List.of(names).forEach(vocabulary::add);
    return vocabulary;
  }

  private static Rule closed(int relation, int... path) {
    return new Rule.Closed(relation, path, EVIDENCE);
  }

  private static Rule anchored(int head, int constant, int body, int end) {
    return new Rule.Anchored(head, constant, body, end, EVIDENCE);
  }

  @Test
  void showsRulesAsPeopleWriteThem() {
    RuleText text = RuleText.ofNames(graph);

    assertThat(text.of(closed(1, 1, 2, 3)))
        .isEqualTo("/knows(X, Y) <= \"parent of\"(A, X), /knows(A, B), /knows(Y, B)");
    assertThat(text.of(anchored(2, 0, 1, 1))).isEqualTo("/knows(X, Q1) <= \"parent of\"(\"X\", X)");
    assertThat(text.of(anchored(3, 2, 2, Rule.Anchored.ANY)))
        .isEqualTo("/knows(\"a, \\\"b\\\" (c)\\\\\", X) <= /knows(X, A)");
  }

  @Test
  void readsWhatItWrites() {
    List<Rule> rules =
        List.of(
            closed(0, 2),
            closed(1, 1, 2, 3),
            closed(1, 0, 0, 1, 3, 2),
            anchored(2, 0, 1, 1),
            anchored(3, 2, 2, Rule.Anchored.ANY),
            anchored(0, 3, 0, 2));
    Path file = folder.resolve("rules.tsv");

    RuleFile.write(file, graph, rules);

    assertThat(file).content().contains("3\t7\t0.25\t\"parent of\"(X, Y) <= /knows(X, Y)\n");
    assertThat(RuleFile.read(file, graph)).isEqualTo(rules);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3;7;0.3                        | :2: expected support, groundings, confidence and rule",
        "3;x;0.3;/knows(X, Y) <= /knows(Y, X) | :2: expected a count, found x",
        "8;7;0.3;/knows(X, Y) <= /knows(Y, X) | :2: support must be from 0 to the groundings, 7",
        "3;7;0.3;/likes(X, Y) <= /knows(Y, X) | :2: the graph has no relation /likes",
        "3;7;0.3;/knows(X, Z9) <= /knows(X, Q1) | :2: the graph has no entity Z9",
        "3;7;0.3;/knows(X, Y) <= /knows(A, Y) | :2: expected a path from X to Y",
        "3;7;0.3;/knows(X, Y) <= /knows(X, A) | :2: expected a path that ends in Y",
        "3;7;0.3;/knows(X, Y) /knows(X, A)    | :2: expected <= before",
        "3;7;0.3;/knows(X, Y                  | :2: expected ) at the end",
        "3;7;0.3;/knows(Y, Q1) <= /knows(Y, A) | :2: expected r(X, Y) <= a path",
      })
  void saysWhatIsWrongWithALine(String line, String message) throws IOException {
    Path file = folder.resolve("bad.tsv");
    Files.writeString(file, "# remark\n" + line.replace(';', '\t') + "\n");

    assertThatThrownBy(() -> RuleFile.read(file, graph))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("bad.tsv" + message);
  }
}
