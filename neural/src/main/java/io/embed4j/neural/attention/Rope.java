package io.embed4j.neural.attention;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Workspace;

/**
 * Rotary position embedding: the pair (xᵢ, xᵢ₊ₕ) of a head, h half the rotated width, is turned by
 * the angle position · base^(−i/h). Su et al.: RoFormer, 2021, with the pairs of GPT-NeoX. A
 * product of a query and a key then depends on their distance alone. Thread-safe: no state.
 *
 * @param dim how many floats of a head are turned, even
 * @param base the longest wave length over 2π
 * @param factor positions are divided by it
 */
public record Rope(int dim, double base, double factor) {
  /** Returns cosines and sines of the positions 0 to {@code positions - 1}. */
  Table table(int positions) {
    int half = dim / 2;
    float[] cosines = new float[positions * half];
    float[] sines = new float[positions * half];
    for (int i = 0; i < half; i++) {
      double frequency = StrictMath.pow(base, -2.0 * i / dim) / factor;
      for (int position = 0; position < positions; position++) {
        cosines[position * half + i] = (float) StrictMath.cos(position * frequency);
        sines[position * half + i] = (float) StrictMath.sin(position * frequency);
      }
    }
    return new Table(cosines, sines, half);
  }

  /** Cosines and sines, positions × half. */
  record Table(float[] cosines, float[] sines, int half) {
    /** Returns the turns back, which are also the gradient of those forward. */
    Table inverse() {
      float[] negative = sines.clone();
      Vectors.scaleInPlace(-1, negative, 0, negative.length);
      return new Table(cosines, negative, half);
    }

    /**
     * Turns every head of every row.
     *
     * @param headDim floats from one head to the next
     * @param positions one a row
     */
    void applyInPlace(Matrix x, int headDim, int[] positions, Workspace space) {
      space.forRows(
          x.rows(),
          row -> {
            int start = x.offset() + row * x.rowStride();
            for (int at = start; at < start + x.columns(); at += headDim) {
              turn(x.data(), at, positions[row] * half);
            }
          });
    }

    private void turn(float[] x, int at, int angle) {
      for (int i = 0; i < half; i++) {
        float a = x[at + i];
        float b = x[at + half + i];
        float cosine = cosines[angle + i];
        float sine = sines[angle + i];
        x[at + i] = Math.fma(a, cosine, -b * sine);
        x[at + half + i] = Math.fma(b, cosine, a * sine);
      }
    }
  }
}
