package io.embed4j.graph.train;

import static io.embed4j.graph.train.BatchOracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RESCAL;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransD;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransH;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.model.TuckER;
import io.embed4j.graph.train.BatchOracle.Query;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.loss.SampledLoss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shared negatives, tiles and projected runs against one triple and one negative at a time. */
class SampledCandidatesTest {
  private static final KnowledgeGraph GRAPH = SmallGraph.random(19, 3, 90, 11);
  private static final int NEGATIVES = 9;
  private static final int CHUNK = 40;

  @AutoClose private final Workers workers = new Workers(2);

  static Stream<Interaction> models() {
    return Stream.of(
        new ComplEx(),
        new DistMult(),
        new TransE(Comparison.L1),
        new TransE(Comparison.L2),
        new TransE(Comparison.SQUARED_L2),
        new RotatE(Comparison.MODULUS),
        new RESCAL(),
        new TransH(Comparison.SQUARED_L2),
        new TransH(Comparison.L1),
        new TransR(Comparison.SQUARED_L2, 4),
        new TransR(Comparison.L2, 7),
        new TransD(Comparison.SQUARED_L2, 5));
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.CrossEntropy(0.1),
        new Loss.BinaryCrossEntropy(2, 0.1),
        new Loss.MarginRanking(1),
        new Loss.SelfAdversarial(3, 0.5));
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsEqualTheSumOverTriples(Interaction interaction) {
    losses()
        .forEach(
            loss -> {
              for (boolean reciprocal : new boolean[] {false, true}) {
                TestConfig config = config(interaction);
                config.loss = loss;
                config.reciprocal = reciprocal;
                check(config);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Objective.Sides.class)
  void everySideChoiceAndSamplerEqualsTheSumOverTriples(Objective.Sides sides) {
    for (Interaction interaction : List.of(new DistMult(), new TransH(Comparison.L2))) {
      for (Objective.Sampler sampler : Objective.Sampler.values()) {
        for (boolean filtered : new boolean[] {false, true}) {
          TestConfig config = config(interaction);
          config.objective =
              new Objective.NegativeSampling(NEGATIVES, CHUNK, sampler, sides, filtered);
          check(config);
        }
      }
    }
  }

  @Test
  void penaltiesAreChargedForEachQuery() {
    for (Regularizer regularizer : List.of(new Regularizer.N3(0.3), new Regularizer.Dura(0.3))) {
      for (Objective.Sides sides : Objective.Sides.values()) {
        TestConfig config = config(new ComplEx());
        config.reciprocal = true;
        config.objective =
            new Objective.NegativeSampling(
                NEGATIVES, CHUNK, Objective.Sampler.UNIFORM, sides, false);
        config.regularizer = regularizer;
        check(config);
      }
    }
  }

  private static TestConfig config(Interaction interaction) {
    TestConfig config = new TestConfig(interaction);
    config.objective =
        new Objective.NegativeSampling(
            NEGATIVES, CHUNK, Objective.Sampler.UNIFORM, Objective.Sides.BOTH, true);
    return config;
  }

  @Test
  void longRunsOfOneRelationAreCut() {
    KnowledgeGraph graph = SmallGraph.random(40, 1, 420, 3);
    for (Interaction interaction :
        List.of(new ComplEx(), new TransR(Comparison.SQUARED_L2, 5), new TuckER(3))) {
      TestConfig config = config(interaction);
      config.objective =
          new Objective.NegativeSampling(
              5, 300, Objective.Sampler.UNIFORM, Objective.Sides.BOTH, false);
      check(config, graph);
    }
  }

  private void check(TestConfig test) {
    check(test, GRAPH);
  }

  private void check(TestConfig test, KnowledgeGraph graph) {
    TrainConfig config = test.build();
    KgeModel model = AllCandidatesTest.model(config, graph);
    Gradients gradients = Gradients.of(model);
    SampledCandidates objective = new SampledCandidates(graph, model, config, workers);
    assertThat(objective.startEpoch(1)).isEqualTo(1);
    BatchObjective.BatchLoss actual = objective.addGradients(0, gradients);

    Expected expected = new Expected(config, model, graph);
    expected.run();
    String name = config.model() + ", " + config.objective() + ", " + config.loss();
    assertThat(actual.triples()).isEqualTo(expected.scored);
    assertClose(actual.loss(), expected.loss, name);
    assertClose(actual.penalty(), expected.penalty, name);
    expected.oracle.assertEquals(gradients, name);
  }

  /** The one batch of epoch 1, with the same random choices but none of the same arithmetic. */
  private static final class Expected {
    final KnowledgeGraph graph;
    final Triples train;
    final TrainConfig config;
    final Objective.NegativeSampling sampling;
    final BatchOracle oracle;
    final SampledLoss arithmetic;
    int scored;
    double loss;
    double penalty;

    Expected(TrainConfig config, KgeModel model, KnowledgeGraph graph) {
      this.graph = graph;
      this.train = graph.train();
      this.config = config;
      this.sampling = (Objective.NegativeSampling) config.objective();
      this.oracle = new BatchOracle(model);
      this.arithmetic = new SampledLoss(config.loss());
    }

    void run() {
      int[] order = new int[train.size()];
      Seeds.permute(order, Seeds.stream(config.seed(), "order", 1));
      SideChooser sides = SideChooser.of(sampling.sides(), train, graph.relations().size());
      NegativeSampler sampler =
          new NegativeSampler(sampling.sampler(), train, graph.entities().size());
      scored = train.size() * sides.queriesPerTriple();
      for (int start = 0; start < order.length; start += sampling.chunk()) {
        int end = Math.min(order.length, start + sampling.chunk());
        int[] chunk =
            Arrays.stream(order, start, end)
                .boxed()
                .sorted(
                    (a, b) ->
                        train.relation(a) != train.relation(b)
                            ? train.relation(a) - train.relation(b)
                            : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
        SplittableRandom random =
            Seeds.stream(config.seed(), "negatives", (long) order.length + start);
        for (Side side : Side.values()) {
          int[] triples = sides.choose(side, chunk, start / sampling.chunk(), random);
          if (triples.length > 0) {
            int[] answers = Arrays.stream(triples).map(i -> answer(side, i)).toArray();
            int[] negatives = sampler.draw(sampling.negatives(), answers, random);
            for (int triple : triples) {
              add(side, triple, negatives);
            }
          }
        }
      }
    }

    private int answer(Side side, int triple) {
      return side == Side.TAIL ? train.tail(triple) : train.head(triple);
    }

    private void add(Side side, int triple, int[] drawn) {
      int known = side == Side.TAIL ? train.head(triple) : train.tail(triple);
      int answer = answer(side, triple);
      Query query = new Query(side, known, train.relation(triple));
      int[] negatives =
          Arrays.stream(drawn).filter(e -> !sampling.filtered() || !isKnown(query, e)).toArray();
      float[] positive = {(float) oracle.score(query, answer)};
      float[] scores = new float[negatives.length];
      for (int j = 0; j < scores.length; j++) {
        scores[j] = (float) oracle.score(query, negatives[j]);
      }
      loss += arithmetic.differentiateInPlace(positive, 0, scores, 0, scores.length) / scored;
      oracle.addGradient(query, answer, positive[0] / scored);
      for (int j = 0; j < scores.length; j++) {
        oracle.addGradient(query, negatives[j], scores[j] / scored);
      }
      if (!(config.regularizer() instanceof Regularizer.None)) {
        penalty += oracle.addPenalty(query, answer, config.regularizer(), 1.0 / scored);
      }
    }

    private boolean isKnown(Query query, int entity) {
      Set<List<Integer>> all = new HashSet<>();
      for (int i = 0; i < train.size(); i++) {
        all.add(List.of(train.head(i), train.relation(i), train.tail(i)));
      }
      return all.contains(
          query.side() == Side.TAIL
              ? List.of(query.entity(), query.relation(), entity)
              : List.of(entity, query.relation(), query.entity()));
    }
  }

  @Test
  void bernoulliCorruptsTheSideWithFewerFalseNegatives() {
    // one head with 20 tails: replacing the head makes a false triple, replacing the tail may not
    int[][] rows = new int[20][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = new int[] {0, 0, t};
    }
    SideChooser sides = SideChooser.of(Objective.Sides.BERNOULLI, Triples.of(rows), 1);
    int[] chunk = new int[2000];
    SplittableRandom random = new SplittableRandom(5);
    int tails = sides.choose(Side.TAIL, chunk, 0, random).length;
    int heads = sides.choose(Side.HEAD, chunk, 0, random).length;
    assertThat(tails + heads).isEqualTo(2000);
    assertThat(heads / 2000.0).isBetween(0.94, 0.97); // 20 / (20 + 1) = 0.952
  }

  @Test
  void samplersDrawWhatTheySay() {
    Triples train = Triples.of(new int[][] {{0, 0, 1}, {0, 0, 2}, {0, 0, 3}, {0, 0, 4}});
    int[] chunk = {2, 2, 2, 4};
    double[] uniform = shares(new NegativeSampler(Objective.Sampler.UNIFORM, train, 5), chunk);
    double[] degree = shares(new NegativeSampler(Objective.Sampler.DEGREE, train, 5), chunk);
    double[] inBatch = shares(new NegativeSampler(Objective.Sampler.IN_BATCH, train, 5), chunk);
    assertThat(uniform).containsExactly(new double[] {.2, .2, .2, .2, .2}, within());
    assertThat(degree).containsExactly(new double[] {.5, .125, .125, .125, .125}, within());
    assertThat(inBatch).containsExactly(new double[] {0, 0, .75, 0, .25}, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.02);
  }

  private static double[] shares(NegativeSampler sampler, int[] chunk) {
    double[] shares = new double[5];
    int[] negatives = sampler.draw(20_000, chunk, new SplittableRandom(3));
    assertThat(negatives).isSorted();
    for (int e : negatives) {
      shares[e] += 1.0 / negatives.length;
    }
    return shares;
  }

  @Test
  void relationPredictionIsRefused() {
    TestConfig config = config(new ComplEx());
    config.relationPrediction = 0.5;
    KgeModel model = AllCandidatesTest.model(config.build(), GRAPH);
    assertThatThrownBy(() -> new SampledCandidates(GRAPH, model, config.build(), workers))
        .hasMessage("relation-prediction must be 0 with negative-sampling, but is 0.5");
  }
}
