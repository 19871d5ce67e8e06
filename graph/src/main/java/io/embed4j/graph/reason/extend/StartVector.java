package io.embed4j.graph.reason.extend;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.extend.EntityAdder.Mention;
import java.util.Arrays;
import java.util.List;

/**
 * Where the search for a vector starts, in closed form.
 *
 * <p>For distances the place that a triple calls for is its query row, t − r or h + r in TransE:
 * the mean of these is the least-squares solution. For products, and where candidates are
 * projected, there is no such place; then it is the mean of the entities in the same roles: those
 * which answer the same question, such as all that have the same relation to the same entity, or,
 * if there are none, all that the relation has on this side.
 */
final class StartVector {
  private static final int MOST_PEERS = 64;

  private final KgeModel model;
  private final QueryIndex tails;
  private final QueryIndex heads;
  private final Triples triples;

  /**
   * Makes starts.
   *
   * @param triples what the model was trained with
   */
  StartVector(KgeModel model, Triples triples) {
    this.model = model;
    this.triples = triples;
    tails = QueryIndex.of(Side.TAIL, triples);
    heads = QueryIndex.of(Side.HEAD, triples);
  }

  /** Writes the start of an entity with these mentions. */
  void write(Row x, List<Mention> mentions) {
    Arrays.fill(x.data(), x.offset(), x.offset() + x.length(), 0);
    boolean hasPlaces =
        model.interaction().comparison() != Comparison.DOT && !model.interaction().projects();
    for (Mention mention : mentions) {
      if (hasPlaces) {
        Row operator = model.operator(model.relationRow(mention.side(), mention.relation()));
        Row place = Row.of(new float[x.length()]);
        model.query(mention.side(), mention.other(), operator, place);
        add(1f / mentions.size(), place, x);
      } else {
        addPeers(mention, 1f / mentions.size(), x);
      }
    }
  }

  private void addPeers(Mention mention, float scale, Row x) {
    QueryIndex index = mention.side() == Side.TAIL ? tails : heads;
    int q = index.find(mention.other(), mention.relation());
    int[] peers = q < 0 ? ofRelation(mention) : answers(index, q);
    for (int peer : peers) {
      add(scale / peers.length, model.entities().row(peer), x);
    }
  }

  private static int[] answers(QueryIndex index, int q) {
    int step = 1 + (index.count(q) - 1) / MOST_PEERS;
    int[] answers = new int[(index.count(q) + step - 1) / step];
    Arrays.setAll(answers, i -> index.answer(index.start(q) + i * step));
    return answers;
  }

  /** Returns some entities that the relation has on this side. */
  private int[] ofRelation(Mention mention) {
    int[] peers = new int[MOST_PEERS];
    int count = 0;
    for (int i = 0; i < triples.size() && count < MOST_PEERS; i++) {
      if (triples.relation(i) == mention.relation()) {
        peers[count++] = mention.side() == Side.TAIL ? triples.tail(i) : triples.head(i);
      }
    }
    return Arrays.copyOf(peers, count);
  }

  private static void add(float scale, Row from, Row to) {
    Vectors.addScaled(scale, from.data(), from.offset(), to.data(), to.offset(), to.length());
  }
}
