package io.embed4j.graph.reason.extend;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.extend.EntityAdder.Mention;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits the vector of one entity to its triples, all else fixed: from a start in closed form ({@link
 * StartVector}), some steps of Adam (Kingma, Ba 2015) down the mean cross-entropy of its triples.
 *
 * <p>Each triple counts from both ends. Where the entity is a candidate, only its own score
 * changes, so that one number, log Σ exp of the other entities' scores, stands for all rivals
 * ({@link Rivals}). As in training, it is also a wrong candidate of other questions, or it would
 * rise above all. Where it asks, the answer competes with sampled entities, each of which stands
 * for as many as there are for one sampled. A pull to the start, that of a normal distribution with
 * the variance of the model's entities, keeps few triples from saying too much.
 *
 * <p>Thread-safe for different entities.
 */
final class VectorFit {
  private static final int STEPS = 40;
  private static final int MAX_MENTIONS = 48;
  private static final double RATE = 0.1;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-8f;

  private final KgeModel model;
  private final StartVector start;
  private final Rivals rivals;
  private final long seed;
  private final double variance;
  private final float rate;

  /**
   * Makes a fit.
   *
   * @param model with a row for each entity, of which those from {@code firstNew} on may be empty
   */
  VectorFit(KgeModel model, StartVector start, Rivals rivals, long seed) {
    this.model = model;
    this.start = start;
    this.rivals = rivals;
    this.seed = seed;
    this.variance = rivals.meanSquare();
    this.rate = (float) (RATE * Math.sqrt(variance));
  }

  /** Overwrites the row of an entity by the vector that fits its mentions. */
  void fit(int entity, List<Mention> all) {
    SplittableRandom random = Seeds.stream(seed, "new entity", entity);
    List<Mention> mentions = chosen(all, random);
    Row x = model.entities().row(entity);
    start.write(x, mentions);
    Rivals.Prepared prepared = rivals.prepare(mentions, random);
    int width = x.length();
    float[] gradient = new float[width];
    float[] first = new float[width];
    float[] second = new float[width];
    float[] moved = new float[width];
    float pull = (float) (1 / (variance * mentions.size()));
    System.arraycopy(x.data(), x.offset(), moved, 0, width);
    for (int step = 1; step <= STEPS; step++) {
      for (int i = 0; i < width; i++) {
        gradient[i] = pull * (moved[i] - x.at(i));
      }
      addGradient(Row.of(moved), prepared, Row.of(gradient));
      float correction1 = 1 - (float) StrictMath.pow(BETA1, step);
      float correction2 = (float) Math.sqrt(1 - StrictMath.pow(BETA2, step));
      float decay = 1 - (step - 1f) / STEPS;
      Vectors.adam(
          moved,
          first,
          second,
          0,
          gradient,
          0,
          width,
          rate * decay * correction2 / correction1,
          BETA1,
          BETA2,
          EPSILON * correction2);
    }
    System.arraycopy(moved, 0, x.data(), x.offset(), width);
  }

  /** Returns all mentions, or as many as suffice, chosen at random. */
  private static List<Mention> chosen(List<Mention> all, SplittableRandom random) {
    if (all.size() <= MAX_MENTIONS) {
      return all;
    }
    Mention[] drawn = all.toArray(Mention[]::new);
    for (int i = 0; i < MAX_MENTIONS; i++) {
      int other = random.nextInt(i, drawn.length);
      Mention mention = drawn[i];
      drawn[i] = drawn[other];
      drawn[other] = mention;
    }
    return List.of(drawn).subList(0, MAX_MENTIONS);
  }

  /** Adds the gradient of the mean cross-entropy of the mentions. */
  private void addGradient(Row x, Rivals.Prepared prepared, Row dx) {
    float scale = 1f / prepared.asking().size();
    for (Rivals.Asked asked : prepared.asked()) {
      addAnswerGradient(x, asked, scale, dx);
    }
    for (Rivals.Asking asking : prepared.asking()) {
      addQueryGradient(x, asking, scale, dx);
    }
  }

  /** The entity as candidate: weight · log (exp s + Z) − answers · s, s = score of x, Z fixed. */
  private void addAnswerGradient(Row x, Rivals.Asked asked, float scale, Row dx) {
    Interaction interaction = model.interaction();
    Row candidate = x;
    if (interaction.projects()) {
      candidate = empty();
      interaction.project(asked.operator(), x, candidate);
    }
    double score = interaction.comparison().score(asked.query(), candidate);
    double share = 1 / (1 + StrictMath.exp(asked.logRivals() - score));
    float dScore = scale * (float) (asked.weight() * share - asked.answers());
    Row dCandidate = interaction.projects() ? empty() : dx;
    interaction.comparison().addGradient(asked.query(), candidate, dScore, empty(), dCandidate);
    if (interaction.projects()) {
      interaction.addProjectGradient(asked.operator(), x, dCandidate, operatorScratch(), dx);
    }
  }

  /** The entity as query: softmax over the answer and sampled rivals, those weighted. */
  private void addQueryGradient(Row x, Rivals.Asking asking, float scale, Row dx) {
    Interaction interaction = model.interaction();
    boolean asTail = asking.asTailQuery();
    Row q = empty();
    if (asTail) {
      interaction.tailQuery(x, asking.operator(), q);
    } else {
      interaction.headQuery(asking.operator(), x, q);
    }
    float[] p = new float[asking.candidates().size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = interaction.comparison().score(q, asking.candidates().get(i));
      p[i] += i == 0 ? 0 : asking.logWeight();
    }
    Vectors.softmaxInPlace(p, 0, p.length);
    p[0] -= 1;
    Row dq = empty();
    Row ignored = empty();
    for (int i = 0; i < p.length; i++) {
      interaction
          .comparison()
          .addGradient(q, asking.candidates().get(i), p[i] * scale, dq, ignored);
    }
    if (asTail) {
      interaction.addTailQueryGradient(x, asking.operator(), dq, dx, operatorScratch());
    } else {
      interaction.addHeadQueryGradient(asking.operator(), x, dq, operatorScratch(), dx);
    }
  }

  private Row empty() {
    return Row.of(new float[model.interaction().queryWidth(model.dim())]);
  }

  private Row operatorScratch() {
    return Row.of(new float[model.interaction().operatorWidth(model.dim())]);
  }
}
