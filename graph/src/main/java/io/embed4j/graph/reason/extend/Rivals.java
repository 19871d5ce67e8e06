package io.embed4j.graph.reason.extend;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.extend.EntityAdder.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * What a new entity and its answers compete with: the entities that the model was trained with. All
 * of them where the entity is the answer, unless the model projects candidates; else a sample.
 */
final class Rivals {
  private static final int SAMPLED = 128;
  private static final int QUESTIONS = 32;

  private final KgeModel model;
  private final int count;
  private final Workers workers;
  private final Candidates all;
  private final Triples train;
  private final QueryIndex tails;
  private final QueryIndex heads;

  /** The triples of relation r are {@code byRelation[starts[r]]} to {@code [starts[r + 1] - 1]}. */
  private final int[] byRelation;

  private final int[] starts;
  private final Map<Kind, List<Asked>> others = new ConcurrentHashMap<>();

  /**
   * Prepares the first entities of a model as rivals.
   *
   * @param train what the model was trained with
   * @param count how many
   */
  Rivals(KgeModel model, Triples train, int count, Workers workers) {
    this.train = train;
    tails = QueryIndex.of(Side.TAIL, train);
    heads = QueryIndex.of(Side.HEAD, train);
    starts = new int[model.relationCount() + 1];
    byRelation = train.byRelation(starts);
    this.model = model;
    this.count = count;
    this.workers = workers;
    int prepared = model.interaction().projects() ? 0 : count;
    Matrix rows = Matrix.of(model.entities().data(), model.entities().rows(), width());
    all = Candidates.of(model.interaction().comparison(), rows.rowRange(0, prepared), workers);
  }

  private int width() {
    return model.entities().width();
  }

  /** Returns the mean square of the numbers in the entities' rows. */
  double meanSquare() {
    double sum = 0;
    for (int e = 0; e < count; e++) {
      sum += Vectors.squaredNorm(model.entities().data(), e * width(), width());
    }
    return sum / ((double) count * width());
  }

  /**
   * A question that the new entity is a candidate of.
   *
   * @param mention the triple by which it asks
   * @param query its query row
   * @param operator of its row of the relation table
   * @param logRivals log Σ exp of the rivals' scores
   * @param weight triples that ask it
   * @param answers 1 if the new entity is an answer, else 0
   */
  record Asked(
      Mention mention, Row query, Row operator, double logRivals, float weight, int answers) {}

  /**
   * A question that the new entity asks.
   *
   * @param asTailQuery whether the entity is folded as a head
   * @param operator of its row of the relation table
   * @param candidates the answer, then sampled rivals
   * @param logWeight logarithm of the entities that a sampled one stands for
   */
  record Asking(boolean asTailQuery, Row operator, List<Row> candidates, float logWeight) {}

  /** All questions about one entity. */
  record Prepared(List<Asked> asked, List<Asking> asking) {}

  /** Returns the questions that mentions make. */
  Prepared prepare(List<Mention> mentions, SplittableRandom random) {
    int[] sample = sample(random);
    List<Asked> asked = new ArrayList<>();
    for (Mention mention : mentions) {
      asked.add(asked(mention, sample, 1 + answers(mention), 1));
    }
    mentions.stream()
        .map(mention -> new Kind(mention.side(), mention.relation()))
        .distinct()
        .flatMap(kind -> others.computeIfAbsent(kind, this::others).stream())
        .filter(question -> !mentions.contains(question.mention()))
        .forEach(asked::add);
    return new Prepared(asked, mentions.stream().map(mention -> asking(mention, sample)).toList());
  }

  /** Returns all entities if they are few, else some at random. */
  private int[] sample(SplittableRandom random) {
    return count <= SAMPLED
        ? IntStream.range(0, count).toArray()
        : random.ints(SAMPLED, 0, count).toArray();
  }

  /** Questions of one relation from one side. */
  private record Kind(Side side, int relation) {}

  /** Returns sampled questions of a kind, which stand for all of them. */
  private List<Asked> others(Kind kind) {
    SplittableRandom random = Seeds.stream(kind.relation(), "others " + kind.side(), 0);
    int[] sample = sample(random);
    int from = starts[kind.relation()];
    int size = starts[kind.relation() + 1] - from;
    int asked = Math.min(size, QUESTIONS);
    List<Asked> others = new ArrayList<>();
    for (int i = 0; i < asked; i++) {
      int triple = byRelation[from + (asked == size ? i : random.nextInt(size))];
      int other = kind.side() == Side.TAIL ? train.head(triple) : train.tail(triple);
      Mention mention = new Mention(kind.side(), kind.relation(), other);
      others.add(asked(mention, sample, (float) size / asked, 0));
    }
    return others;
  }

  private int answers(Mention mention) {
    QueryIndex index = mention.side() == Side.TAIL ? tails : heads;
    int q = index.find(mention.other(), mention.relation());
    return q < 0 ? 0 : index.count(q);
  }

  private Asked asked(Mention mention, int[] sample, float weight, int answers) {
    Row operator = model.operator(model.relationRow(mention.side(), mention.relation()));
    Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
    model.query(mention.side(), mention.other(), operator, query);
    float[] scores;
    if (model.interaction().projects()) {
      scores = new float[sample.length];
      for (int i = 0; i < sample.length; i++) {
        Row rival = candidate(sample[i], operator);
        scores[i] = model.interaction().comparison().score(query, rival) + logWeight(sample);
      }
    } else {
      scores = new float[count];
      Matrix queries = Matrix.of(query.data(), 1, query.length());
      all.score(queries, 0, Matrix.of(scores, 1, count), workers);
    }
    return new Asked(
        mention, query, operator, Vectors.logSumExp(scores, 0, scores.length), weight, answers);
  }

  private Asking asking(Mention mention, int[] sample) {
    Side asks = mention.side() == Side.HEAD ? Side.TAIL : Side.HEAD;
    Row operator = model.operator(model.relationRow(asks, mention.relation()));
    List<Row> candidates = new ArrayList<>();
    candidates.add(candidate(mention.other(), operator));
    for (int rival : sample) {
      if (rival != mention.other()) {
        candidates.add(candidate(rival, operator));
      }
    }
    boolean asTailQuery = asks == Side.TAIL || model.reciprocal();
    return new Asking(asTailQuery, operator, candidates, logWeight(sample));
  }

  private float logWeight(int[] sample) {
    return (float) StrictMath.log((double) count / sample.length);
  }

  private Row candidate(int entity, Row operator) {
    Interaction interaction = model.interaction();
    Row row = model.entities().row(entity);
    if (interaction.projects()) {
      row = Row.of(new float[interaction.queryWidth(model.dim())]);
      interaction.project(operator, model.entities().row(entity), row);
    }
    return row;
  }
}
