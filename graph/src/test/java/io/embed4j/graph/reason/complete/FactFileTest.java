package io.embed4j.graph.reason.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.RandomGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactFileTest {
  @TempDir private Path folder;

  @Test
  void numbersHaveAPointInEveryLocale() throws IOException {
    KnowledgeGraph graph = RandomGraphs.graph(5, 1, 8, 1);
    Path file = folder.resolve("facts.tsv");
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    try {
      FactFile.write(file, List.of(new Fact(0, 0, 1, 1.5f)), new double[] {0.25}, graph);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    assertThat(Files.readAllLines(file).getLast()).endsWith("\t1.5\t0.250000");
  }
}
