package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A weight of which training changes a product of low rank alone:
 *
 * <pre>
 *   W = W₀ + s·B·A,  s = α/r    A: r × inputs,  B: outputs × r
 *   dB = s·dyᵀ·(x·Aᵀ)    dA = s·(dy·B)ᵀ·x
 * </pre>
 *
 * Hu et al.: LoRA: Low-Rank Adaptation of Large Language Models, 2022, section 4.1. A begins with
 * random numbers, B with zeros, so that W begins with W₀. A weight of several tensors, such as
 * those of queries, keys and values, has an A and a B for each.
 *
 * <p>W itself is made anew after every step, so that a trained model costs no more than before, and
 * dW, as large as W, is never made.
 *
 * <p>Belongs to the thread that trains.
 */
public final class LowRank {
  private final Parameter weight;
  private final float[] start; // W₀
  private final Parameter down; // A of each tensor, one below the other
  private final Parameter up; // B of each tensor, one below the other
  private final int rank;
  private final float scale;
  private final int inputs;
  private final List<Span> tensors = new ArrayList<>();
  private final PackedMatrix packed = PackedMatrix.empty();

  /** The rows {@code from} to {@code to - 1} of W and of B, a tensor of the checkpoint. */
  private record Span(int number, int from, int to) {}

  /**
   * Lets a weight change by products of low rank alone.
   *
   * @param weight outputs × inputs; frozen from now on
   * @param rank r, at least 1
   * @param alpha α
   * @param random where A begins: evenly within ±1/√inputs, as the authors' program
   */
  LowRank(Parameter weight, int rank, double alpha, SplittableRandom random) {
    this.weight = weight;
    this.start = weight.values().clone();
    this.rank = rank;
    this.scale = (float) (alpha / rank);
    this.inputs = inputs(weight.parts().getFirst());
    List<Part> downs = new ArrayList<>();
    List<Part> ups = new ArrayList<>();
    int from = 0;
    for (Part part : weight.parts()) {
      int outputs = part.size() / inputs;
      tensors.add(new Span(tensors.size(), from, from + outputs));
      from += outputs;
      downs.add(new Part(part.name() + ".lora_A", List.of(rank, inputs), Parameter.Form.PLAIN));
      ups.add(new Part(part.name() + ".lora_B", List.of(outputs, rank), Parameter.Form.PLAIN));
    }
    float[] a = new float[downs.size() * rank * inputs];
    double bound = 1 / Math.sqrt(inputs);
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextDouble(-bound, bound);
    }
    this.down = Parameter.of(downs, a);
    this.up = Parameter.of(ups, new float[from * rank]);
    weight.freeze();
    up.onChange(this::merge);
  }

  private static int inputs(Part part) {
    return part.form() == Parameter.Form.TRANSPOSED
        ? part.shape().getFirst()
        : part.shape().getLast();
  }

  /** Returns A and B; whoever changes both says so of B last. */
  public List<Parameter> parameters() {
    return List.of(down, up);
  }

  /** Returns A, or its gradient. */
  private Matrix a(float[] values, Span tensor) {
    int row = tensor.number * rank;
    return Matrix.of(values, tensors.size() * rank, inputs).rowRange(row, row + rank);
  }

  /** Returns B, or its gradient. */
  private Matrix b(float[] values, Span tensor) {
    return Matrix.of(values, values.length / rank, rank).rowRange(tensor.from, tensor.to);
  }

  /** W = W₀ + s·B·A. */
  private void merge(Workers workers) {
    System.arraycopy(start, 0, weight.values(), 0, start.length);
    Matrix w = Matrix.of(weight.values(), start.length / inputs, inputs);
    float[] scaled = up.values().clone();
    Vectors.scaleInPlace(scale, scaled, 0, scaled.length);
    for (Span tensor : tensors) {
      packed.repack(a(down.values(), tensor), workers);
      Gemm.addProduct(b(scaled, tensor), packed, w.rowRange(tensor.from, tensor.to), workers);
    }
    weight.changed(workers);
  }

  /**
   * Adds to the gradients of A and B.
   *
   * @param x tokens × inputs
   * @param dy tokens × outputs
   */
  void addGradients(Matrix x, Matrix dy, Workspace space) {
    Matrix narrow = space.matrix(x.rows(), rank);
    for (Span tensor : tensors) {
      Matrix dyi = dy.columnRange(tensor.from, tensor.to);
      multiplyScaled(x, a(down.values(), tensor).transposed(), narrow, space);
      addProduct(dyi.transposed(), narrow, b(up.gradient(), tensor), space.workers());
      multiplyScaled(dyi, b(up.values(), tensor), narrow, space);
      addProduct(narrow.transposed(), x, a(down.gradient(), tensor), space.workers());
    }
    space.release(narrow);
  }

  /** narrow = s·rows·factor. */
  private void multiplyScaled(Matrix rows, Matrix factor, Matrix narrow, Workspace space) {
    packed.repack(factor, space.workers());
    Gemm.multiply(rows, packed, narrow, space.workers());
    space.forRows(
        narrow.rows(), row -> Vectors.scaleInPlace(scale, narrow.data(), row * rank, rank));
  }

  private void addProduct(Matrix left, Matrix right, Matrix sum, Workers workers) {
    packed.repack(right, workers);
    Gemm.addProduct(left, packed, sum, workers);
  }
}
