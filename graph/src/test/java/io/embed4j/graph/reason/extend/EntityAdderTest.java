package io.embed4j.graph.reason.extend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.model.TuckER;
import io.embed4j.graph.reason.extend.EntityAdder.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntityAdderTest {
  private static final KnowledgeGraph GRAPH = graph();

  /** Few enough triples of each relation for all to be looked at; (?, r0, e1) has many answers. */
  private static KnowledgeGraph graph() {
    KnowledgeGraph random = RandomGraphs.graph(40, 3, 40, 5);
    TripleBuffer train = new TripleBuffer();
    for (int i = 0; i < 40; i++) {
      train.add(random.train(), i);
    }
    for (int head = 20; head < 35; head++) {
      train.add(head, 0, 1);
    }
    Triples none = Triples.of();
    return new KnowledgeGraph(
        "random", random.entities(), random.relations(), train.triples(), none, none);
  }

  /** Triples of "new", and of "newer", which is connected with "new" only. */
  private static NewFacts facts() {
    Vocabulary entities = new Vocabulary();
    List.of("new", "e1", "e2", "e3", "newer").forEach(entities::add);
    Vocabulary relations = new Vocabulary();
    List.of("r0", "r1", "r2").forEach(relations::add);
    Triples triples =
        Triples.of(
            new int[] {0, 0, 1}, new int[] {2, 1, 0}, new int[] {3, 2, 0}, new int[] {4, 0, 0});
    Triples none = Triples.of();
    KnowledgeGraph read = new KnowledgeGraph("new", entities, relations, triples, none, none);
    return NewFacts.of(GRAPH, read, List.of());
  }

  private static KgeModel add(KgeModel model, NewFacts facts, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new EntityAdder(model, GRAPH.train(), facts, 1, workers).add(Progress.NONE);
    }
  }

  static Stream<Arguments> models() {
    return Stream.of(
            new ComplEx(),
            new TransE(Comparison.L1),
            new RotatE(Comparison.MODULUS),
            new TransR(Comparison.SQUARED_L2, 3),
            new TuckER(3))
        .flatMap(i -> Stream.of(Arguments.of(i, false), Arguments.of(i, true)));
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}")
  @MethodSource("models")
  void oldVectorsKeepTheirBitsOnAnyNumberOfThreads(Interaction interaction, boolean reciprocal) {
    KgeModel model = RandomGraphs.model(interaction, 4, reciprocal, GRAPH, 2);
    float[] before = model.entities().data().clone();
    KgeModel extended = add(model, facts(), 1);

    assertThat(extended.entities().rows()).isEqualTo(42);
    assertThat(model.entities().data()).isEqualTo(before);
    assertThat(Arrays.copyOf(extended.entities().data(), before.length)).isEqualTo(before);
    for (int e = 40; e < 42; e++) {
      Row row = extended.entities().row(e);
      assertThat(row.at(0)).isFinite().isNotZero();
    }
    assertThat(add(model, facts(), 2).entities().data()).isEqualTo(extended.entities().data());
  }

  @Test
  void noTriplesAreRefused() {
    Triples none = Triples.of();
    KnowledgeGraph empty =
        new KnowledgeGraph("empty", new Vocabulary(), new Vocabulary(), none, none, none);
    assertThatThrownBy(() -> NewFacts.of(GRAPH, empty, List.of()))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("empty holds no triples: nothing to add");
  }

  @Test
  void distancesStartAtTheMeanOfTheTranslatedVectors() {
    KgeModel model = RandomGraphs.model(new TransE(Comparison.L2), 3, false, GRAPH, 2);
    Row x = Row.of(new float[3]);
    new StartVector(model, GRAPH.train())
        .write(x, List.of(new Mention(Side.HEAD, 0, 1), new Mention(Side.TAIL, 1, 2)));
    for (int i = 0; i < 3; i++) {
      float asHead = model.entities().row(1).at(i) - model.relations().row(0).at(i);
      float asTail = model.entities().row(2).at(i) + model.relations().row(1).at(i);
      assertThat(x.at(i)).isEqualTo((asHead + asTail) / 2, within(1e-6f));
    }
  }

  /**
   * With two dimensions the best vector can be looked for on a grid. What is to be least: the
   * cross-entropy of all triples of the graph and the new ones, and the pull to the start.
   */
  @Test
  void theVectorIsNearlyTheBestOfAGrid() {
    KgeModel model = RandomGraphs.model(new DistMult(), 2, false, GRAPH, 3);
    for (int i = 0; i < model.relations().data().length; i++) {
      model.relations().data()[i] *= 4; // or the start would be good enough
    }
    Cost cost = new Cost(model);
    Row found = add(model, facts(), 1).entities().row(40);
    double best = Double.POSITIVE_INFINITY;
    for (double a = -3; a <= 3; a += 0.05) {
      for (double b = -3; b <= 3; b += 0.05) {
        best = Math.min(best, cost.at(a, b));
      }
    }
    double atStart = cost.at(cost.start.at(0), cost.start.at(1));
    double atFound = cost.at(found.at(0), found.at(1));
    assertThat(atStart - best).isGreaterThan(0.5);
    assertThat(atFound - best).isLessThan(0.02 * (atStart - best));
  }

  /** Written anew in double; DistMult knows no direction. */
  private static final class Cost {
    private static final List<Mention> OWN =
        List.of(
            new Mention(Side.HEAD, 0, 1),
            new Mention(Side.TAIL, 1, 2),
            new Mention(Side.TAIL, 2, 3));

    private final KgeModel model;
    private final Row start = Row.of(new float[2]);
    private final double variance;

    /** Questions which the new entity is a candidate of, with Σ exp of the old entities' scores. */
    private final List<Mention> questions = new ArrayList<>(OWN);

    private final double[] rivals;

    Cost(KgeModel model) {
      this.model = model;
      new StartVector(model, GRAPH.train()).write(start, OWN);
      double sum = 0;
      for (float element : model.entities().data()) {
        sum += element * (double) element;
      }
      variance = sum / model.entities().data().length;
      for (int i = 0; i < GRAPH.train().size(); i++) {
        int relation = GRAPH.train().relation(i);
        Side side = OWN.get(relation).side();
        int other = side == Side.TAIL ? GRAPH.train().head(i) : GRAPH.train().tail(i);
        questions.add(new Mention(side, relation, other));
      }
      rivals =
          questions.stream()
              .mapToDouble(
                  question -> {
                    Row e = model.entities().row(question.other());
                    return expSum(e.at(0), e.at(1), question.relation());
                  })
              .toArray();
    }

    double at(double a, double b) {
      double cost = 0;
      for (Mention own : OWN) {
        cost += Math.log(expSum(a, b, own.relation())); // it asks
        cost -= 2 * score(a, b, own.relation(), own.other()); // it asks, and it answers
      }
      for (int i = 0; i < rivals.length; i++) {
        Mention question = questions.get(i);
        cost += Math.log(rivals[i] + Math.exp(score(a, b, question.relation(), question.other())));
      }
      double da = a - start.at(0);
      double db = b - start.at(1);
      return cost + (da * da + db * db) / (2 * variance);
    }

    private double expSum(double a, double b, int relation) {
      double sum = 0;
      for (int e = 0; e < 40; e++) {
        sum += Math.exp(score(a, b, relation, e));
      }
      return sum;
    }

    private double score(double a, double b, int relation, int entity) {
      Row r = model.relations().row(relation);
      Row e = model.entities().row(entity);
      return a * r.at(0) * e.at(0) + b * r.at(1) * e.at(1);
    }
  }
}
