package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;

/**
 * The answers of a larger encoder as soft labels: how probable it holds each candidate of the batch
 * to be.
 *
 * <pre>
 *   L = 1/n Σᵢ Σ꜀ Pᵢ꜀ (log Pᵢ꜀ − log Qᵢ꜀)
 *   P = softmax(teacherScale · cos of the teacher),   Q = softmax(scale · cos)
 * </pre>
 *
 * Hinton et al.: Distilling the Knowledge in a Neural Network, 2015, §2, over the candidates of
 * {@link MultipleNegativesRanking}. The teacher's vectors may have another length.
 *
 * @param scale 1 / temperature of the model that learns, positive
 * @param teacherScale the same of the teacher
 */
public record Distillation(double scale, double teacherScale) implements Loss {
  public Distillation {
    Rules.require(scale > 0, "scale", "must be positive", scale);
    Rules.require(teacherScale > 0, "teacher-scale", "must be positive", teacherScale);
  }

  /** Returns scale 20 for both. */
  public static Distillation defaults() {
    return new Distillation(20, 20);
  }

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public boolean needsTeacher() {
    return true;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    Matrix teacher =
        tuples
            .teacher()
            .orElseThrow(() -> new IllegalArgumentException("distillation needs a teacher"));
    Matrix p = BatchScores.of(tuples, teacher, teacherScale, workers).scores();
    BatchScores batch = BatchScores.of(tuples, vectors, scale, workers);
    Matrix q = batch.scores();
    int n = q.rows();
    int columns = q.columns();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int row = i * columns;
      float[] s = Arrays.copyOfRange(q.data(), row, row + columns);
      float[] t = Arrays.copyOfRange(p.data(), row, row + columns);
      float logQ = Vectors.softmaxInPlace(q.data(), row, columns);
      float logP = Vectors.softmaxInPlace(p.data(), row, columns);
      for (int c = 0; c < columns; c++) {
        float probability = p.data()[row + c];
        if (probability > 0) {
          sum += probability * ((t[c] - logP) - (s[c] - logQ));
        }
      }
      Vectors.addScaled(-1, p.data(), row, q.data(), row, columns); // dL/dS = (Q − P) / n
    }
    Vectors.scaleInPlace(1f / n, q.data(), 0, n * columns);
    batch.addGradient(q, gradient, workers);
    return sum / n;
  }
}
