package io.embed4j.graph.reason.classify;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.similar.EntityFacts;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.Locale;

/** What a linear classifier looks at. */
public enum FeatureSet {
  VECTORS,
  BINARY_SIGNATURE,
  WEIGHTED_SIGNATURE,
  VECTORS_AND_BINARY_SIGNATURE,
  VECTORS_AND_WEIGHTED_SIGNATURE;

  /** Returns what it is called in texts and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the number of features. */
  int width(KgeModel model) {
    int vectors = model.entities().width();
    int roles = 2 * model.relationCount();
    return switch (this) {
      case VECTORS -> vectors;
      case BINARY_SIGNATURE, WEIGHTED_SIGNATURE -> roles;
      case VECTORS_AND_BINARY_SIGNATURE, VECTORS_AND_WEIGHTED_SIGNATURE -> vectors + roles;
    };
  }

  /** Returns the features of the entities of a graph. */
  Features of(KgeModel model, KnowledgeGraph graph, Workers workers) {
    return switch (this) {
      case VECTORS -> new OfVectors(UnitVectors.of(model.entities(), workers).table());
      case BINARY_SIGNATURE -> Signature.binary(facts(graph), graph.relations().size());
      case WEIGHTED_SIGNATURE -> Signature.weighted(facts(graph), graph.relations().size());
      case VECTORS_AND_BINARY_SIGNATURE ->
          new Joined(VECTORS.of(model, graph, workers), BINARY_SIGNATURE.of(model, graph, workers));
      case VECTORS_AND_WEIGHTED_SIGNATURE ->
          new Joined(
              VECTORS.of(model, graph, workers), WEIGHTED_SIGNATURE.of(model, graph, workers));
    };
  }

  private static EntityFacts facts(KnowledgeGraph graph) {
    return new EntityFacts(graph.entities().size(), graph.train());
  }

  /** Vectors of length √width, so that components are about 1, as those of signatures are. */
  private record OfVectors(EmbeddingTable unit) implements Features {
    @Override
    public int width() {
      return unit.width();
    }

    @Override
    public void fill(int[] entities, Matrix into) {
      unit.gather(entities, into);
      float scale = (float) Math.sqrt(unit.width());
      for (int i = 0; i < entities.length; i++) {
        int start = into.offset() + i * into.rowStride();
        Vectors.scaleInPlace(scale, into.data(), start, unit.width());
      }
    }
  }

  private record Joined(Features first, Features second) implements Features {
    @Override
    public int width() {
      return first.width() + second.width();
    }

    @Override
    public void fill(int[] entities, Matrix into) {
      Matrix left = Matrix.zeros(entities.length, first.width());
      Matrix right = Matrix.zeros(entities.length, second.width());
      first.fill(entities, left);
      second.fill(entities, right);
      for (int i = 0; i < entities.length; i++) {
        int start = into.offset() + i * into.rowStride();
        copyRow(left, i, into.data(), start);
        copyRow(right, i, into.data(), start + first.width());
      }
    }

    private static void copyRow(Matrix from, int row, float[] to, int start) {
      System.arraycopy(from.data(), row * from.columns(), to, start, from.columns());
    }
  }
}
