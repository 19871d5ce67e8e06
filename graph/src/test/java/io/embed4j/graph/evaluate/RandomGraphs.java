package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Small graphs and models for tests; public so that other packages' tests may use them. */
public final class RandomGraphs {
  private RandomGraphs() {}

  /**
   * Returns a graph of random triples, some of them repeated and some in several parts. The last
   * entity is in the test triples alone.
   */
  public static KnowledgeGraph graph(int entities, int relations, int triples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Triples test = triples(entities, relations, triples / 4, random);
    int last = test.size() - 1;
    int[] heads = new int[test.size()];
    int[] rels = new int[test.size()];
    int[] tails = new int[test.size()];
    for (int i = 0; i < test.size(); i++) {
      heads[i] = i == last ? entities - 1 : test.head(i);
      rels[i] = test.relation(i);
      tails[i] = test.tail(i);
    }
    return new KnowledgeGraph(
        "random",
        vocabulary("e", entities),
        vocabulary("r", relations),
        triples(entities - 1, relations, triples, random),
        triples(entities - 1, relations, triples / 4, random),
        new Triples(heads, rels, tails));
  }

  private static Triples triples(int entities, int relations, int n, SplittableRandom random) {
    int[][] rows = new int[n][];
    for (int i = 0; i < n; i++) {
      // Squaring the draw makes some entities frequent, so that queries have several answers.
      int head = (int) (entities * Math.pow(random.nextDouble(), 2));
      rows[i] = new int[] {head, random.nextInt(relations), random.nextInt(entities)};
    }
    return Triples.of(rows);
  }

  private static Vocabulary vocabulary(String prefix, int size) {
    Vocabulary vocabulary = new Vocabulary();
    for (int i = 0; i < size; i++) {
      vocabulary.add(prefix + i);
    }
    return vocabulary;
  }

  /** Returns a model of numbers in [-1, 1). */
  public static KgeModel model(
      Interaction interaction, int dim, boolean reciprocal, KnowledgeGraph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return filled(interaction, dim, reciprocal, graph, () -> 2 * random.nextDouble() - 1);
  }

  /** Returns a model of whole numbers from -2 to 2: exact in float, and full of ties. */
  public static KgeModel wholeNumberModel(
      Interaction interaction, int dim, boolean reciprocal, KnowledgeGraph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return filled(interaction, dim, reciprocal, graph, () -> random.nextInt(-2, 3));
  }

  private static KgeModel filled(
      Interaction interaction,
      int dim,
      boolean reciprocal,
      KnowledgeGraph graph,
      DoubleSupplier number) {
    KgeModel model =
        KgeModel.zeros(
            interaction, dim, reciprocal, graph.entities().size(), graph.relations().size());
    for (float[] table :
        new float[][] {model.entities().data(), model.relations().data(), model.shared().data()}) {
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) number.getAsDouble();
      }
    }
    return model;
  }
}
