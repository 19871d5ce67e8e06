package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Score and gradient of one triple, from the folds of an interaction in the plainest order: the
 * oracle of everything that scores or trains many triples at once.
 */
public final class TripleOracle {
  private TripleOracle() {}

  /** The rows that a triple's score depends on, or their gradients. */
  public record Parts(Row h, Row r, Row t, Row shared) {
    /** Returns the four rows. */
    public List<Row> rows() {
      return List.of(h, r, t, shared);
    }

    /** Returns rows with a float before and two after each, so that offsets are put to the test. */
    static Parts filled(Interaction model, int dim, float value) {
      return new Parts(
          row(model.entityWidth(dim), value),
          row(model.relationWidth(dim), value),
          row(model.entityWidth(dim), value),
          row(model.sharedWidth(dim), value));
    }

    /** Returns rows of uniform numbers on [-1, 1). */
    static Parts random(Interaction model, int dim, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Parts parts = filled(model, dim, 0);
      for (Row row : parts.rows()) {
        for (int i = 0; i < row.length(); i++) {
          row.set(i, (float) (2 * random.nextDouble() - 1));
        }
      }
      return parts;
    }
  }

  private static Row row(int width, float value) {
    float[] data = new float[width + 3];
    Arrays.fill(data, value);
    return new Row(data, 1, width);
  }

  /** Returns the score by the tail query. */
  public static float tailScore(Interaction model, int dim, Parts x) {
    Row operator = operator(model, dim, x);
    Row q = row(model.queryWidth(dim), Float.NaN);
    model.tailQuery(x.h(), operator, q);
    return model.comparison().score(q, candidate(model, dim, operator, x.t()));
  }

  /** Returns the score by the head query. */
  public static float headScore(Interaction model, int dim, Parts x) {
    Row operator = operator(model, dim, x);
    Row q = row(model.queryWidth(dim), Float.NaN);
    model.headQuery(operator, x.t(), q);
    return model.comparison().score(q, candidate(model, dim, operator, x.h()));
  }

  /** Adds the gradient of {@code dScore} times the score, by way of the tail query. */
  public static void addTailGradient(
      Interaction model, int dim, Parts x, float dScore, Parts gradient) {
    Row operator = operator(model, dim, x);
    Row dOperator = row(operator.length(), 0);
    Row q = row(model.queryWidth(dim), Float.NaN);
    Row dq = row(q.length(), 0);
    Row dc = row(q.length(), 0);
    model.tailQuery(x.h(), operator, q);
    model.comparison().addGradient(q, candidate(model, dim, operator, x.t()), dScore, dq, dc);
    model.addTailQueryGradient(x.h(), operator, dq, gradient.h(), dOperator);
    addCandidateGradient(model, operator, x.t(), dc, dOperator, gradient.t());
    model.addOperatorGradient(x.r(), x.shared(), dOperator, gradient.r(), gradient.shared());
  }

  /** Adds the gradient of {@code dScore} times the score, by way of the head query. */
  public static void addHeadGradient(
      Interaction model, int dim, Parts x, float dScore, Parts gradient) {
    Row operator = operator(model, dim, x);
    Row dOperator = row(operator.length(), 0);
    Row q = row(model.queryWidth(dim), Float.NaN);
    Row dq = row(q.length(), 0);
    Row dc = row(q.length(), 0);
    model.headQuery(operator, x.t(), q);
    model.comparison().addGradient(q, candidate(model, dim, operator, x.h()), dScore, dq, dc);
    model.addHeadQueryGradient(operator, x.t(), dq, dOperator, gradient.t());
    addCandidateGradient(model, operator, x.h(), dc, dOperator, gradient.h());
    model.addOperatorGradient(x.r(), x.shared(), dOperator, gradient.r(), gradient.shared());
  }

  private static Row operator(Interaction model, int dim, Parts x) {
    Row operator = row(model.operatorWidth(dim), Float.NaN);
    model.operator(x.r(), x.shared(), operator);
    return operator;
  }

  private static Row candidate(Interaction model, int dim, Row operator, Row entity) {
    if (!model.projects()) {
      return entity;
    }
    Row candidate = row(model.queryWidth(dim), Float.NaN);
    model.project(operator, entity, candidate);
    return candidate;
  }

  private static void addCandidateGradient(
      Interaction model, Row operator, Row entity, Row dc, Row dOperator, Row dEntity) {
    if (model.projects()) {
      model.addProjectGradient(operator, entity, dc, dOperator, dEntity);
    } else {
      Rows.addScaled(1, dc, dEntity);
    }
  }
}
