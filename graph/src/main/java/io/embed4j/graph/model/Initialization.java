package io.embed4j.graph.model;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import java.util.SplittableRandom;

/** What parameters are before training. Equal seeds give equal bits. */
public sealed interface Initialization {
  /**
   * N(0, deviation²).
   *
   * @param deviation standard deviation, positive
   */
  record Normal(double deviation) implements Initialization {
    public Normal {
      Rules.requirePositive("deviation", deviation);
    }

    /** Returns the deviation of Lacroix et al. 2018. */
    public static Normal defaults() {
      return new Normal(1e-3);
    }
  }

  /**
   * Uniform in [−bound, bound].
   *
   * @param bound positive
   */
  record Uniform(double bound) implements Initialization {
    public Uniform {
      Rules.requirePositive("bound", bound);
    }

    /** Returns a bound of a tenth. */
    public static Uniform defaults() {
      return new Uniform(0.1);
    }
  }

  /**
   * Uniform in ±√(6 / (rows + width)) of each table. Glorot, Bengio 2010, eq. 16, as LibKGE applies
   * it to tables.
   */
  record Xavier() implements Initialization {}

  /**
   * As {@link Xavier}, but entities and relations start with the vectors of a TransE model that the
   * trainer trains first on the same graph with the same settings. Lin et al. 2015 (TransR),
   * section 4.1.
   *
   * @param epochs epochs of TransE, at least 1
   */
  record WarmTransE(int epochs) implements Initialization {
    public WarmTransE {
      if (epochs < 1) {
        throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
      }
    }

    /** Returns the one epoch that OpenKE gives TransR. */
    public static WarmTransE defaults() {
      return new WarmTransE(1);
    }
  }

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
    Row row = Row.of(table.data());
    switch (this) {
      case Normal(double deviation) -> fillNormal(row, deviation, random);
      case Uniform(double bound) -> fillUniform(row, bound, random);
      case Xavier _, WarmTransE _ ->
          fillUniform(row, Math.sqrt(6.0 / (table.rows() + table.width())), random);
    }
  }

  /** Overwrites a row by N(0, deviation²). */
  static void fillNormal(Row row, double deviation, SplittableRandom random) {
    for (int i = 0; i < row.length(); i++) {
      row.set(i, (float) (deviation * random.nextGaussian()));
    }
  }

  /** Overwrites a row by uniform numbers in [−bound, bound]. */
  static void fillUniform(Row row, double bound, SplittableRandom random) {
    for (int i = 0; i < row.length(); i++) {
      row.set(i, (float) (bound * (2 * random.nextDouble() - 1)));
    }
  }

  /**
   * Copies the vectors of a model that was trained before, such as TransE for TransR: from each
   * entity and relation row as many leading floats as both models have. All translation models keep
   * their vector first in a row. Both models must have the same numbers of rows.
   */
  static void startFrom(KgeModel start, KgeModel model) {
    copyLeading("entities", start.entities(), model.entities());
    copyLeading("relations", start.relations(), model.relations());
  }

  private static void copyLeading(String what, EmbeddingTable from, EmbeddingTable to) {
    if (from.rows() != to.rows()) {
      throw new IllegalArgumentException(
          "%s must be as many as in the starting model, %d, but are %d"
              .formatted(what, from.rows(), to.rows()));
    }
    int width = Math.min(from.width(), to.width());
    for (int i = 0; i < to.rows(); i++) {
      Rows.copy(from.row(i), to.row(i).slice(0, width));
    }
  }
}
