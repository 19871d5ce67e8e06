package io.embed4j.graph.data.read;

import static io.embed4j.graph.data.read.Inputs.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.ReadOptions.BlankNodes;
import io.embed4j.graph.data.read.ReadOptions.Literals;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdfImportTest {
  private static final String DATA =
      """
      <x:everest> <http://www.w3.org/2000/01/rdf-schema#label> "Mount Everest"@en <x:g> .
      <x:everest> <http://www.w3.org/2000/01/rdf-schema#label> "珠穆朗玛峰"@zh .
      <x:everest> <http://schema.org/description> "highest mountain" .
      <x:everest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:Mountain> .
      <x:everest> <x:in> <x:nepal> <x:g> .
      <x:everest> <x:height> "8849"^^<http://www.w3.org/2001/XMLSchema#integer> .
      <x:everest> <x:motto> "none" .
      <x:nepal> <x:borders> _:b .
      <x:in> <http://www.w3.org/2000/01/rdf-schema#label> "lies in"@en .
      <x:lonely> <http://www.w3.org/2000/01/rdf-schema#label> "without triples" .
      <x:lonely> <x:height> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
      <x:lonely> <x:motto> "1" .
      _:r <x:reifies> <<( <x:a> <x:b> <x:c> )>> .
      """;
  @TempDir Path folder;

  @BeforeEach
  void write() {
    Inputs.write(folder, "train.nq", DATA);
  }

  private ReadGraph read(ReadOptions options) {
    return GraphReader.read(folder, options);
  }

  @Test
  void literalsAreNoEntities() {
    ReadGraph read = read(ReadOptions.DEFAULT);
    KnowledgeGraph graph = read.graph();
    Annotations annotations = graph.annotations();

    assertThat(named(graph, graph.train()))
        .containsExactly(
            "x:everest http://www.w3.org/1999/02/22-rdf-syntax-ns#type x:Mountain",
            "x:everest x:in x:nepal",
            "x:nepal x:borders _:b");
    int everest = graph.entities().find("x:everest");
    assertThat(graph.entityNames().display(everest)).isEqualTo("Mount Everest");
    assertThat(graph.entityNames().display(everest, "zh")).isEqualTo("珠穆朗玛峰");
    assertThat(annotations.entities().description(everest)).contains("highest mountain");
    assertThat(graph.relationNames().display(graph.relations().find("x:in"))).isEqualTo("lies in");
    assertThat(annotations.types().names().name(annotations.types().of(everest)[0]))
        .isEqualTo("x:Mountain");
    int height = annotations.attributes().predicates().find("x:height");
    assertThat(annotations.attributes().numbers(height, 4)[everest]).isEqualTo(8849);
    int motto = annotations.attributes().predicates().find("x:motto");
    assertThat(annotations.attributes().texts(motto, 4)[everest]).isEqualTo("none");
    assertThat(read.report().rdf())
        .isEqualTo(new ReadReport.RdfCount(3, 1, 1, 1, 0, 0, 3, 0, 1, 2));
  }

  @Test
  void literalsAreEntitiesIfAskedFor() {
    ReadGraph read = read(ReadOptions.DEFAULT.withLiterals(Literals.ENTITIES));
    assertThat(named(read.graph(), read.graph().train()))
        .contains(
            "x:everest x:height \"8849\"^^<http://www.w3.org/2001/XMLSchema#integer>",
            "x:everest x:motto \"none\"")
        .hasSize(7);
    assertThat(read.report().rdf().literalEntities()).isEqualTo(4);
    assertThat(read.report().rdf().labels()).isEqualTo(4);
  }

  @Test
  void literalsAndBlankNodesAreDroppedIfAskedFor() {
    ReadGraph read =
        read(ReadOptions.DEFAULT.withLiterals(Literals.DROP).withBlankNodes(BlankNodes.DROP));
    assertThat(read.graph().train().size()).isEqualTo(2);
    assertThat(read.graph().annotations().attributes().numberCount()).isZero();
    assertThat(read.report().rdf().droppedLiterals()).isEqualTo(4);
    assertThat(read.report().rdf().droppedBlankNodes()).isEqualTo(1);
  }
}
