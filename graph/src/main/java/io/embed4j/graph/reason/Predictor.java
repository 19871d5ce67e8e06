package io.embed4j.graph.reason;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.EntityCandidates;
import io.embed4j.graph.evaluate.KnownAnswers;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Completes triples: which tails, heads or relations are the most plausible. Scores have the bits
 * that evaluation gives them. Make it once for many questions; one question at a time.
 *
 * <p>O(entities · width) a question about entities, O(relations · width) about relations.
 */
public final class Predictor {
  private final KgeModel model;
  private final KnowledgeGraph graph;
  private final Workers workers;
  private final KnownAnswers known;
  private final EntityCandidates entities;

  /** Makes a predictor; indexes the graph's triples. */
  public Predictor(KgeModel model, KnowledgeGraph graph, Workers workers) {
    this.model = model;
    this.graph = graph;
    this.workers = workers;
    this.known = KnownAnswers.of(graph);
    this.entities = new EntityCandidates(model, workers);
  }

  /**
   * Returns the best answers, the best first, equal scores by id.
   *
   * @param top how many at most
   * @throws IndexOutOfBoundsException if the question holds an id that does not exist
   */
  public List<Answer> answer(Question question, int top, KnownFacts facts) {
    return switch (question) {
      case Question.Tails(int head, int relation) ->
          entities(Side.TAIL, head, relation, top, facts);
      case Question.Heads(int relation, int tail) ->
          entities(Side.HEAD, tail, relation, top, facts);
      case Question.Relations(int head, int tail) -> relations(head, tail, top, facts);
    };
  }

  private List<Answer> entities(Side side, int entity, int relation, int top, KnownFacts facts) {
    Objects.checkIndex(entity, graph.entities().size());
    Objects.checkIndex(relation, graph.relations().size());
    int relationRow = model.relationRow(side, relation);
    Row query = query(side, entity, model.operator(relationRow));
    float[] scores = scores(entities.under(relationRow), query);
    int[] knownAnswers = known.answers(side, entity, relation);
    BestAnswers best = new BestAnswers(top);
    for (int id = 0; id < scores.length; id++) {
      offer(id, scores[id], Arrays.binarySearch(knownAnswers, id) >= 0, facts, best);
    }
    return best.sorted();
  }

  private List<Answer> relations(int head, int tail, int top, KnownFacts facts) {
    Objects.checkIndex(head, graph.entities().size());
    Objects.checkIndex(tail, graph.entities().size());
    BestAnswers best = new BestAnswers(top);
    for (int id = 0; id < graph.relations().size(); id++) {
      Row operator = model.operator(model.relationRow(Side.TAIL, id));
      float score = scores(candidate(tail, operator), query(Side.TAIL, head, operator))[0];
      boolean isKnown = Arrays.binarySearch(known.answers(Side.TAIL, head, id), tail) >= 0;
      offer(id, score, isKnown, facts, best);
    }
    return best.sorted();
  }

  private static void offer(
      int id, float score, boolean known, KnownFacts facts, BestAnswers best) {
    if (!known || facts == KnownFacts.MARK) {
      best.offer(new Answer(id, score, known));
    }
  }

  private Row query(Side side, int entity, Row operator) {
    Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
    model.query(side, entity, operator, query);
    return query;
  }

  private Candidates candidate(int entity, Row operator) {
    Row row = model.entities().row(entity);
    if (model.interaction().projects()) {
      row = Row.of(new float[model.interaction().queryWidth(model.dim())]);
      model.interaction().project(operator, model.entities().row(entity), row);
    }
    Matrix rows = new Matrix(row.data(), row.offset(), 1, row.length(), row.length(), 1);
    return Candidates.of(model.interaction().comparison(), rows, workers);
  }

  private float[] scores(Candidates candidates, Row query) {
    float[] scores = new float[candidates.size()];
    Matrix queries = Matrix.of(query.data(), 1, query.length());
    candidates.score(queries, 0, Matrix.of(scores, 1, scores.length), workers);
    return scores;
  }
}
