package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RelationQuery;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The auxiliary objective weight · −log softmax(r | h, t) over all relation rows, mean over the
 * triples of the batch. Chen, Minervini, Riedel, Stenetorp: Relation Prediction as an Auxiliary
 * Training Objective, AKBC 2021, eq. 3.
 */
final class RelationPrediction {
  private static final int TRIPLES_PER_TASK = 64;

  private final KgeModel model;
  private final double weight;
  private final Workers workers;
  private final int[] allRelations;
  private final float[] dRelationRows;
  private final Candidates candidates = new Candidates(Comparison.DOT);
  private final CandidateGradients candidateGradients = new CandidateGradients(Comparison.DOT);
  private int[] heads = new int[0];
  private int[] tails = new int[0];
  private int[] relationRows = new int[0];
  private float[] queries = new float[0];
  private float[] dQueries = new float[0];
  private float[] dHeadRows = new float[0];
  private float[] dTailRows = new float[0];
  private float[] scores = new float[0];

  RelationPrediction(KgeModel model, double weight, Workers workers) {
    if (weight > 0 && !(model.interaction() instanceof RelationQuery)) {
      throw new IllegalArgumentException(
          "relation-prediction must be 0 for " + model.interaction() + ", but is " + weight);
    }
    this.model = model;
    this.weight = weight;
    this.workers = workers;
    this.allRelations = IntStream.range(0, model.relations().rows()).toArray();
    this.dRelationRows = new float[weight > 0 ? model.relations().data().length : 0];
  }

  /** Adds the gradients of the triples of a batch and returns the weighted mean loss. */
  double addGradients(Queries batch, Answers answers, Gradients gradients) {
    if (weight == 0 || !(model.interaction() instanceof RelationQuery interaction)) {
      return 0;
    }
    int triples = collect(batch, answers);
    int width = model.relations().width();
    Matrix q = Matrix.of(queries, triples, width);
    inParallel(
        triples, i -> interaction.relationQuery(entity(heads[i]), entity(tails[i]), row(q, i)));

    Matrix relations = Matrix.of(model.relations().data(), model.relations().rows(), width);
    candidates.prepare(relations, workers);
    candidateGradients.prepare(relations, workers);
    Matrix s = Matrix.of(scores, triples, relations.rows());
    candidates.score(q, 0, s, workers);
    double loss = softmax(s);

    Matrix dq = Matrix.of(dQueries, triples, width);
    // all relation rows, addressed by themselves: a batch has touched only some of them
    Matrix dRelations = Matrix.of(dRelationRows, relations.rows(), width);
    candidateGradients.set(s, q, relations, dq, dRelations, workers);
    gradients.relations().scatter(dRelations, allRelations, workers);
    Matrix dHeads = Matrix.of(dHeadRows, triples, model.entities().width());
    Matrix dTails = Matrix.of(dTailRows, triples, model.entities().width());
    inParallel(
        triples,
        i -> {
          Row dh = cleared(row(dHeads, i));
          Row dt = cleared(row(dTails, i));
          interaction.addRelationQueryGradient(
              entity(heads[i]), entity(tails[i]), row(dq, i), dh, dt);
        });
    gradients.entities().scatter(dHeads, heads, workers);
    gradients.entities().scatter(dTails, tails, workers);
    return loss;
  }

  private int collect(Queries batch, Answers answers) {
    int triples = answers.total();
    if (heads.length < triples) {
      heads = new int[2 * triples];
      tails = new int[2 * triples];
      relationRows = new int[2 * triples];
      queries = new float[2 * triples * model.relations().width()];
      dQueries = new float[queries.length];
      dHeadRows = new float[2 * triples * model.entities().width()];
      dTailRows = new float[dHeadRows.length];
      scores = new float[2 * triples * model.relations().rows()];
    }
    for (int i = 0; i < batch.size(); i++) {
      for (int p = answers.start(i); p < answers.end(i); p++) {
        heads[p] = batch.asksTail(i) ? batch.entity(i) : answers.entity(p);
        tails[p] = batch.asksTail(i) ? answers.entity(p) : batch.entity(i);
        relationRows[p] = batch.relationRow(i);
      }
    }
    return triples;
  }

  /** Scores become weight / triples · (softmax − label). */
  private double softmax(Matrix s) {
    int n = s.columns();
    double[] losses = new double[s.rows()];
    float share = (float) (weight / s.rows());
    inParallel(
        s.rows(),
        i -> {
          int offset = i * n;
          float truth = s.data()[offset + relationRows[i]];
          float max = Vectors.max(s.data(), offset, n);
          float sum = Vectors.exponentiateInPlace(s.data(), offset, n, max);
          losses[i] = max + Math.log(sum) - truth;
          Vectors.scaleInPlace(share / sum, s.data(), offset, n);
          s.data()[offset + relationRows[i]] -= share;
        });
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return share * sum;
  }

  private void inParallel(int triples, IntConsumer body) {
    workers.forEach(
        (triples + TRIPLES_PER_TASK - 1) / TRIPLES_PER_TASK,
        task -> {
          int end = Math.min(triples, (task + 1) * TRIPLES_PER_TASK);
          for (int i = task * TRIPLES_PER_TASK; i < end; i++) {
            body.accept(i);
          }
        });
  }

  private Row entity(int e) {
    return model.entities().row(e);
  }

  private static Row row(Matrix m, int i) {
    return new Row(m.data(), i * m.columns(), m.columns());
  }

  private static Row cleared(Row row) {
    Arrays.fill(row.data(), row.offset(), row.offset() + row.length(), 0);
    return row;
  }
}
