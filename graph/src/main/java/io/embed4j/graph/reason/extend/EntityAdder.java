package io.embed4j.graph.reason.extend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.KgeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Adds entities to a trained model without training again: finds the vector of each from its
 * triples, with all other parameters fixed.
 *
 * <pre>{@code
 * NewFacts facts = NewFacts.of(graph, read, List.of());
 * KgeModel extended = new EntityAdder(model, graph.train(), facts, 1, workers).add(Progress.NONE);
 * }</pre>
 *
 * <p>Entities that are connected with an entity of the model come first; those connected with them
 * only come after them, and so on. A triple between two new entities counts for the later of them;
 * if they come at the same time, for neither.
 */
public final class EntityAdder {
  private final KgeModel extended;
  private final NewFacts facts;
  private final VectorFit fit;
  private final Workers workers;

  /** Per new entity: the triples that it stands in, seen from it. */
  private final List<List<Mention>> mentions = new ArrayList<>();

  /**
   * A triple seen from one of its entities.
   *
   * @param side on which the entity stands as an answer: HEAD if it is the head
   * @param relation id of the relation
   * @param other the other entity
   */
  record Mention(Side side, int relation, int other) {}

  /**
   * Makes an adder.
   *
   * @param model with a row for each entity that is not new
   * @param train the triples that it was trained with
   * @param seed of the sampled candidates
   */
  public EntityAdder(KgeModel model, Triples train, NewFacts facts, long seed, Workers workers) {
    if (model.entities().rows() != facts.firstNew()) {
      throw new IllegalArgumentException(
          "model must have %d entities, but has %d"
              .formatted(facts.firstNew(), model.entities().rows()));
    }
    this.facts = facts;
    this.workers = workers;
    this.extended = extended(model, facts.graph().entities().size());
    Rivals rivals = new Rivals(extended, train, facts.firstNew(), workers);
    this.fit = new VectorFit(extended, new StartVector(extended, train), rivals, seed);
    for (int e = 0; e < facts.count(); e++) {
      mentions.add(new ArrayList<>());
    }
    Triples triples = facts.triples();
    for (int i = 0; i < triples.size(); i++) {
      mention(triples.head(i), new Mention(Side.HEAD, triples.relation(i), triples.tail(i)));
      mention(triples.tail(i), new Mention(Side.TAIL, triples.relation(i), triples.head(i)));
    }
  }

  private static KgeModel extended(KgeModel model, int entities) {
    EmbeddingTable table = EmbeddingTable.zeros(entities, model.entities().width());
    float[] old = model.entities().data();
    System.arraycopy(old, 0, table.data(), 0, old.length);
    return new KgeModel(
        model.interaction(),
        model.dim(),
        model.reciprocal(),
        table,
        model.relations(),
        model.shared());
  }

  private void mention(int entity, Mention mention) {
    if (entity >= facts.firstNew() && entity != mention.other()) {
      mentions.get(entity - facts.firstNew()).add(mention);
    }
  }

  /**
   * Returns the model with the new entities; the old rows have the same bits. To be called once.
   *
   * @throws DataFormatException if a new entity is connected with no old one, however far
   */
  public KgeModel add(Progress progress) {
    boolean[] known = new boolean[extended.entities().rows()];
    Arrays.fill(known, 0, facts.firstNew(), true);
    AtomicInteger done = new AtomicInteger();
    for (List<Integer> wave = wave(known); !wave.isEmpty(); wave = wave(known)) {
      List<Integer> now = wave;
      workers.forEach(
          now.size(),
          i -> {
            int entity = now.get(i);
            fit.fit(entity, knownMentions(entity, known));
            progress.report("adding", done.incrementAndGet(), facts.count(), "");
          });
      now.forEach(entity -> known[entity] = true);
    }
    requireAll(known);
    return extended;
  }

  /** Returns the entities without a vector that are connected with one that has one. */
  private List<Integer> wave(boolean[] known) {
    List<Integer> wave = new ArrayList<>();
    for (int e = facts.firstNew(); e < known.length; e++) {
      if (!known[e] && !knownMentions(e, known).isEmpty()) {
        wave.add(e);
      }
    }
    return wave;
  }

  private List<Mention> knownMentions(int entity, boolean[] known) {
    return mentions.get(entity - facts.firstNew()).stream()
        .filter(mention -> known[mention.other()])
        .toList();
  }

  private void requireAll(boolean[] known) {
    for (int e = facts.firstNew(); e < known.length; e++) {
      if (!known[e]) {
        throw new DataFormatException(
            "entity \""
                + facts.graph().entities().name(e)
                + "\" is connected with no entity of the model: add a triple that does");
      }
    }
  }
}
