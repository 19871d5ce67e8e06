package io.embed4j.graph.model;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.table.EmbeddingTable;
import java.util.SplittableRandom;

/** What parameters are before training. */
public sealed interface Initialization {
  /** N(0, deviation²). */
  record Normal(double deviation) implements Initialization {}

  /** Uniform in [−bound, bound]. */
  record Uniform(double bound) implements Initialization {}

  /**
   * Uniform in ±√(6 / (rows + width)) of each table. Glorot, Bengio 2010, eq. 16, as LibKGE applies
   * it to tables.
   */
  record Xavier() implements Initialization {}

  /**
   * Fills every table of a model, each from its own random stream; the interaction then overrides
   * the parts that need a structure ({@link Interaction#initialize}).
   */
  default void fill(KgeModel model, long seed) {
    fill(model.entities(), Seeds.stream(seed, "entities", 0));
    fill(model.relations(), Seeds.stream(seed, "relations", 0));
    fill(model.shared(), Seeds.stream(seed, "shared", 0));
    model.interaction().initialize(model, Seeds.stream(seed, "structure", 0));
  }

  private void fill(EmbeddingTable table, SplittableRandom random) {
    float[] data = table.data();
    switch (this) {
      case Normal(double deviation) -> {
        for (int i = 0; i < data.length; i++) {
          data[i] = (float) (deviation * random.nextGaussian());
        }
      }
      case Uniform(double bound) -> fillUniform(data, bound, random);
      case Xavier() -> fillUniform(data, Math.sqrt(6.0 / (table.rows() + table.width())), random);
    }
  }

  private static void fillUniform(float[] data, double bound, SplittableRandom random) {
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }
}
