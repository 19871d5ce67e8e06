package io.embed4j.graph.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.TripleOracle.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every interaction must do, checked against the paper's formula in double. A model's test
 * names its variants and writes the formula once more.
 */
abstract class InteractionContract {
  private static final String DIMS_AND_SEEDS =
      """
      1, 1
      2, 2
      3, 3
      7, 4
      16, 5
      33, 6
      100, 7
      """;
  private static final double STEP = 1e-6; // in double: a difference quotient errs by about STEP²
  private static final double TOLERANCE = 2e-4;
  private static final int COORDINATES = 60; // of a row are differentiated, drawn at random

  /** Returns the variants to test at a dimension. */
  abstract List<Interaction> variants(int dim);

  /** Returns the paper's score, in plain double and from nothing but the paper. */
  abstract double paperScore(
      Interaction model, double[] h, double[] r, double[] t, double[] shared);

  @ParameterizedTest
  @CsvSource(textBlock = DIMS_AND_SEEDS)
  void bothQueriesGiveTheScoreOfThePaper(int dim, long seed) {
    for (Interaction model : variants(dim)) {
      Parts x = Parts.random(model, dim, seed);
      double expected = score(model, x);
      assertClose(TripleOracle.tailScore(model, dim, x), expected, model + ", tail query");
      assertClose(TripleOracle.headScore(model, dim, x), expected, model + ", head query");
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DIMS_AND_SEEDS)
  void gradientsEqualCentralDifferencesOfThePaper(int dim, long seed) {
    float start = 0.5f; // not zero: gradients must accumulate
    float dScore = -1.75f; // not one: the chain rule must be applied
    for (Interaction model : variants(dim)) {
      Parts x = Parts.random(model, dim, seed);
      Parts tail = Parts.filled(model, dim, start);
      Parts head = Parts.filled(model, dim, start);
      TripleOracle.addTailGradient(model, dim, x, dScore, tail);
      TripleOracle.addHeadGradient(model, dim, x, dScore, head);
      double[][] point =
          x.rows().stream().map(InteractionContract::doubles).toArray(double[][]::new);
      DoubleSupplier score = () -> paperScore(model, point[0], point[1], point[2], point[3]);
      for (int part = 0; part < point.length; part++) {
        for (int i : someOf(point[part].length, seed)) {
          double expected = start + dScore * derivative(score, point[part], i);
          String name = model + ", " + List.of("h", "r", "t", "shared").get(part) + "[" + i + "]";
          assertClose(tail.rows().get(part).at(i), expected, name + " by the tail query");
          assertClose(head.rows().get(part).at(i), expected, name + " by the head query");
        }
        assertSurroundingsAre(start, tail.rows().get(part), model);
        assertSurroundingsAre(start, head.rows().get(part), model);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DIMS_AND_SEEDS)
  void relationQueryGivesScoreAndGradientOfThePaper(int dim, long seed) {
    for (Interaction model : variants(dim)) {
      if (model instanceof RelationQuery asking) {
        checkRelationQuery(asking, dim, seed);
      }
    }
  }

  private void checkRelationQuery(RelationQuery model, int dim, long seed) {
    Parts x = Parts.random(model, dim, seed);
    Row q = Row.of(new float[model.relationWidth(dim)]);
    Arrays.fill(q.data(), Float.NaN);
    model.relationQuery(x.h(), x.t(), q);
    assertClose(Rows.dot(q, x.r()), score(model, x), model + ", relation query");

    Parts gradient = Parts.filled(model, dim, 0.5f);
    Row dq = Row.of(new float[q.length()]);
    Rows.addScaled(-1.75f, x.r(), dq);
    model.addRelationQueryGradient(x.h(), x.t(), dq, gradient.h(), gradient.t());
    double[] h = doubles(x.h());
    double[] r = doubles(x.r());
    double[] t = doubles(x.t());
    DoubleSupplier score = () -> paperScore(model, h, r, t, doubles(x.shared()));
    for (int i : someOf(h.length, seed)) {
      String name = model + ", relation query, " + i;
      assertClose(gradient.h().at(i), 0.5 - 1.75 * derivative(score, h, i), name + " of h");
      assertClose(gradient.t().at(i), 0.5 - 1.75 * derivative(score, t, i), name + " of t");
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DIMS_AND_SEEDS)
  void inputsAreLeftAlone(int dim, long seed) {
    for (Interaction model : variants(dim)) {
      Parts x = Parts.random(model, dim, seed);
      List<float[]> before = x.rows().stream().map(row -> row.data().clone()).toList();
      TripleOracle.tailScore(model, dim, x);
      TripleOracle.headScore(model, dim, x);
      TripleOracle.addTailGradient(model, dim, x, 1, Parts.filled(model, dim, 0));
      TripleOracle.addHeadGradient(model, dim, x, 1, Parts.filled(model, dim, 0));
      for (int part = 0; part < before.size(); part++) {
        assertThat(x.rows().get(part).data()).as("%s", model).isEqualTo(before.get(part));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DIMS_AND_SEEDS)
  void reciprocalRelationAsksForTheHeadByATailQuery(int dim, long seed) {
    for (Interaction model : variants(dim)) {
      KgeModel kge = KgeModel.zeros(model, dim, true, 2, 3);
      new Initialization.Uniform(1).fill(kge, seed);
      int inverse = kge.relationRow(Side.HEAD, 1);
      Row operator = kge.operator(inverse);
      Row q = Row.of(new float[model.queryWidth(dim)]);
      kge.query(Side.HEAD, 1, operator, q);
      Row candidate = kge.entities().row(0);
      if (model.projects()) {
        candidate = Row.of(new float[model.queryWidth(dim)]);
        model.project(operator, kge.entities().row(0), candidate);
      }
      double expected =
          paperScore(
              model,
              doubles(kge.entities().row(1)),
              doubles(kge.relations().row(3 + 1)),
              doubles(kge.entities().row(0)),
              doubles(kge.shared().row(0)));
      assertClose(model.comparison().score(q, candidate), expected, model + ", reciprocal");
    }
  }

  private double score(Interaction model, Parts x) {
    return paperScore(model, doubles(x.h()), doubles(x.r()), doubles(x.t()), doubles(x.shared()));
  }

  private static double derivative(DoubleSupplier score, double[] row, int i) {
    double saved = row[i];
    row[i] = saved + STEP;
    double above = score.getAsDouble();
    row[i] = saved - STEP;
    double below = score.getAsDouble();
    row[i] = saved; // every coordinate at the same point
    return (above - below) / (2 * STEP);
  }

  private static int[] someOf(int length, long seed) {
    if (length <= COORDINATES) {
      return IntStream.range(0, length).toArray();
    }
    return new SplittableRandom(seed).ints(COORDINATES, 0, length).distinct().toArray();
  }

  private static double[] doubles(Row row) {
    double[] values = new double[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.at(i);
    }
    return values;
  }

  private static void assertSurroundingsAre(float value, Row row, Interaction model) {
    float[] data = row.data();
    assertThat(new float[] {data[0], data[data.length - 2], data[data.length - 1]})
        .as("%s wrote outside a row", model)
        .containsOnly(value);
  }

  private static void assertClose(double actual, double expected, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, found %s", name, expected, actual)
        .isLessThanOrEqualTo(TOLERANCE * (1 + Math.abs(expected)));
  }
}
