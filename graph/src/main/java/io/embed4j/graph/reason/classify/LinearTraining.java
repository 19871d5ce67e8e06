package io.embed4j.graph.reason.classify;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Names;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fits logistic regressions of all types at once: the mean over entities of the logistic loss of
 * all types, and half a penalty times the squared weights. The loss is convex; Adam (Kingma, Ba
 * 2015) on batches comes close to its minimum, with a rate that falls to 0. Types start at their
 * frequency. Additions keep their order, so that the result does not depend on the threads.
 */
final class LinearTraining {
  private static final int BATCH = 128;
  private static final int STEPS = 2000;
  private static final float RATE = 0.02f;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final Features features;
  private final EntityTypes types;
  private final int[] entities;
  private final float penalty;
  private final Workers workers;

  private final EmbeddingTable weights;
  private final float[] biases;
  private final EmbeddingTable gradient;
  private final float[] biasGradient;
  private final float[][] moments; // first and second of the weights, then of the biases
  private final PackedMatrix packedWeights = PackedMatrix.empty();
  private final PackedMatrix packedInputs = PackedMatrix.empty();

  /**
   * Prepares a fit.
   *
   * @param types to learn
   * @param entities that have types
   */
  LinearTraining(
      Features features, EntityTypes types, int[] entities, double penalty, Workers workers) {
    this.features = features;
    this.types = types;
    this.entities = entities;
    this.penalty = (float) penalty;
    this.workers = workers;
    int count = types.names().size();
    weights = EmbeddingTable.zeros(count, features.width());
    gradient = EmbeddingTable.zeros(count, features.width());
    biases = frequencies();
    biasGradient = new float[count];
    int size = weights.data().length;
    moments = new float[][] {new float[size], new float[size], new float[count], new float[count]};
  }

  /** Returns the logits of how often the types occur, with half a success and failure more. */
  private float[] frequencies() {
    double[] counts = new double[types.names().size()];
    for (int entity : entities) {
      for (int type : types.of(entity)) {
        counts[type]++;
      }
    }
    float[] logits = new float[counts.length];
    for (int t = 0; t < logits.length; t++) {
      logits[t] = (float) StrictMath.log((counts[t] + 0.5) / (entities.length - counts[t] + 0.5));
    }
    return logits;
  }

  /** Returns what was learnt. */
  LinearClassifier fit(FeatureSet set, Names names, long seed) {
    int[] order = new int[0];
    int next = 0;
    for (int step = 1; step <= STEPS; step++) {
      if (next + Math.min(BATCH, entities.length) > order.length) {
        order = shuffled(Seeds.stream(seed, "classifier order", step));
        next = 0;
      }
      int[] batch = Arrays.copyOfRange(order, next, Math.min(order.length, next + BATCH));
      next += batch.length;
      differentiate(batch);
      update(step);
    }
    return new LinearClassifier(set, names, weights, biases);
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = entities.clone();
    Seeds.shuffle(order, random);
    return order;
  }

  private void differentiate(int[] batch) {
    Matrix inputs = Matrix.zeros(batch.length, features.width());
    features.fill(batch, inputs);
    packedWeights.repack(matrix(weights).transposed(), workers);
    Matrix errors = Matrix.zeros(batch.length, biases.length); // p − label, over the batch
    Gemm.multiply(inputs, packedWeights, errors, workers);
    Arrays.fill(biasGradient, 0);
    for (int i = 0; i < batch.length; i++) {
      int start = i * biases.length;
      Vectors.addScaled(1, biases, 0, errors.data(), start, biases.length);
      Vectors.sigmoidInPlace(errors.data(), start, biases.length, 0);
      for (int type : types.of(batch[i])) {
        errors.data()[start + type] -= 1;
      }
      Vectors.scaleInPlace(1f / batch.length, errors.data(), start, biases.length);
      Vectors.addScaled(1, errors.data(), start, biasGradient, 0, biases.length);
    }
    packedInputs.repack(inputs, workers);
    Gemm.multiply(errors.transposed(), packedInputs, matrix(gradient), workers);
  }

  private static Matrix matrix(EmbeddingTable table) {
    return Matrix.of(table.data(), table.rows(), table.width());
  }

  private void update(int step) {
    float rate = RATE * (STEPS - step + 1) / STEPS;
    double correction = Math.sqrt(1 - StrictMath.pow(BETA2, step));
    float corrected = (float) (rate * correction / (1 - StrictMath.pow(BETA1, step)));
    float epsilon = (float) (EPSILON * correction);
    int width = weights.width();
    workers.forEach(
        weights.rows(),
        t -> {
          int start = t * width;
          Vectors.addScaled(penalty, weights.data(), start, gradient.data(), start, width);
          Vectors.adam(
              weights.data(),
              moments[0],
              moments[1],
              start,
              gradient.data(),
              start,
              width,
              corrected,
              BETA1,
              BETA2,
              epsilon);
        });
    Vectors.adam(
        biases,
        moments[2],
        moments[3],
        0,
        biasGradient,
        0,
        biases.length,
        corrected,
        BETA1,
        BETA2,
        epsilon);
  }

  /** Returns the entities that have types in a part. */
  static int[] typed(EntityTypes types, int entities) {
    return IntStream.range(0, entities).filter(e -> types.of(e).length > 0).toArray();
  }
}
