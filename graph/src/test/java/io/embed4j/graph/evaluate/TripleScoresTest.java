package io.embed4j.graph.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TripleScoresTest {
  private static final KnowledgeGraph GRAPH = RandomGraphs.graph(150, 5, 400, 1);
  private static final int DIM = 7;

  static Stream<Interaction> models() {
    return Stream.of(
        new ComplEx(),
        new TransE(Comparison.L2),
        new RotatE(Comparison.MODULUS),
        new TransR(Comparison.SQUARED_L2, 4));
  }

  @ParameterizedTest
  @MethodSource("models")
  void scoresAreThoseOfThePaper(Interaction interaction) {
    KgeModel model = RandomGraphs.model(interaction, DIM, true, GRAPH, 2);
    Triples triples = GRAPH.train();
    try (Workers workers = new Workers(2)) {
      float[] scores = new TripleScores(model, workers).of(triples);
      for (int i = 0; i < triples.size(); i++) {
        double expected =
            PaperScores.score(model, triples.head(i), triples.relation(i), triples.tail(i));
        assertThat((double) scores[i]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void bitsAreThoseOfRankingOnAnyNumberOfThreads(Interaction interaction) {
    KgeModel model = RandomGraphs.model(interaction, DIM, true, GRAPH, 3);
    QueryIndex queries = QueryIndex.of(Side.TAIL, GRAPH.test());
    try (Workers workers = new Workers(3);
        Workers single = Workers.single()) {
      float[] scores = new TripleScores(model, workers).of(GRAPH.test());
      assertThat(new TripleScores(model, single).of(GRAPH.test())).isEqualTo(scores);
      EntityCandidates entities = new EntityCandidates(model, workers);
      for (int i = 0; i < scores.length; i++) {
        int q = queries.find(GRAPH.test().head(i), GRAPH.test().relation(i));
        BlockScores block = new BlockScores(model, 4, workers);
        block.fold(queries, Math.max(0, q - 1), q + 1);
        block.compare(entities.under(model.relationRow(Side.TAIL, GRAPH.test().relation(i))));
        assertThat(scores[i]).isEqualTo(block.row(Math.min(q, 1)).at(GRAPH.test().tail(i)));
      }
    }
  }
}
