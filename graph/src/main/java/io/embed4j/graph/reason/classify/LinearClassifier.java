package io.embed4j.graph.reason.classify;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.model.KgeModel;

/**
 * One logistic regression a type: the probability that an entity has it is σ(w · features + b).
 * {@link ClassifierFile} keeps it beside its model.
 *
 * @param features what it looks at
 * @param types names of the types
 * @param weights a row for each type
 * @param biases a number for each type
 */
public record LinearClassifier(
    FeatureSet features, Names types, EmbeddingTable weights, float[] biases) {

  /** Returns the probability of each type of an entity, by the id of the type. */
  public float[] probabilities(KgeModel model, KnowledgeGraph graph, int entity, Workers workers) {
    Matrix scores = Matrix.zeros(1, biases.length);
    scorer(features.of(model, graph, workers), workers).score(new int[] {entity}, scores);
    Vectors.sigmoidInPlace(scores.data(), 0, biases.length, 0);
    return scores.data();
  }

  /** Returns the logits of the types. */
  TypeScorer scorer(Features of, Workers workers) {
    PackedMatrix columns = PackedMatrix.empty();
    columns.repack(
        Matrix.of(weights.data(), weights.rows(), weights.width()).transposed(), workers);
    return (entities, into) -> {
      Matrix inputs = Matrix.zeros(entities.length, of.width());
      of.fill(entities, inputs);
      Gemm.multiply(inputs, columns, into, workers);
      for (int i = 0; i < entities.length; i++) {
        int start = into.offset() + i * into.rowStride();
        Vectors.addScaled(1, biases, 0, into.data(), start, biases.length);
      }
    };
  }
}
