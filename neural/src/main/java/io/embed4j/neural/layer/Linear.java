package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * y = x·Wᵀ + b for every row x. W is packed once, when the layer is made, and again when it has
 * changed. Thread-safe while nobody trains: no other state.
 *
 * <p>The way back is
 *
 * <pre>
 *   dx = dy·W    dW += dyᵀ·x    db += Σ rows of dy
 * </pre>
 *
 * <p>The bits of a row of y depend on that row of x alone: see {@link Gemm}.
 */
public final class Linear implements Projection {
  /**
   * What only training needs.
   *
   * @param weight outputs × inputs
   * @param packed W itself, outputs × inputs, for dx
   */
  private record Learnt(Parameter weight, PackedMatrix packed) {}

  private final PackedMatrix weight; // inputs × outputs
  private final Parameter bias;
  private final Optional<Learnt> learnt;

  private Linear(PackedMatrix weight, Parameter bias, Optional<Learnt> learnt) {
    if (bias.size() != 0 && bias.size() != weight.columns()) {
      throw new IllegalArgumentException(
          "bias must have " + weight.columns() + " elements or none, but has " + bias.size());
    }
    this.weight = weight;
    this.bias = bias;
    this.learnt = learnt;
  }

  /**
   * Returns a layer that cannot be trained, and therefore needs half the memory.
   *
   * @param weight outputs × inputs, copied
   * @param bias one float an output, or none at all; not copied
   */
  public static Linear of(Matrix weight, float... bias) {
    return new Linear(
        PackedMatrix.pack(weight.transposed()), Parameter.constant(bias), Optional.empty());
  }

  /**
   * Returns a layer that can be trained.
   *
   * @param weight outputs × inputs
   * @param bias one float an output, or a constant of none
   */
  public static Linear of(Parameter weight, int outputs, Parameter bias) {
    Matrix w = Matrix.of(weight.values(), outputs, weight.size() / outputs);
    PackedMatrix forward = PackedMatrix.pack(w.transposed());
    PackedMatrix backward = PackedMatrix.pack(w);
    weight.onChange(
        workers -> {
          forward.repack(w.transposed(), workers);
          backward.repack(w, workers);
        });
    return new Linear(forward, bias, Optional.of(new Learnt(weight, backward)));
  }

  /** Returns the length of a row of x. */
  public int inputs() {
    return weight.rows();
  }

  /** Returns the length of a row of y. */
  public int outputs() {
    return weight.columns();
  }

  /** Returns b, which may have no elements. */
  public Parameter bias() {
    return bias;
  }

  /** Returns W and b as far as they can be trained. */
  public List<Parameter> parameters() {
    return Stream.concat(learnt.map(Learnt::weight).stream(), Stream.of(bias))
        .filter(parameter -> !parameter.parts().isEmpty())
        .toList();
  }

  @Override
  public Matrix forward(Matrix x, Workspace space) {
    Matrix y = product(x, space); // rows × outputs
    if (bias.size() != 0) {
      space.forRows(y.rows(), row -> addBias(y.data(), row * y.rowStride()));
    }
    return y;
  }

  /** Returns x·Wᵀ; who reads a row next adds the bias then, while the row is in a cache. */
  public Matrix product(Matrix x, Workspace space) {
    Matrix y = space.matrix(x.rows(), outputs());
    product(x, y, space);
    return y;
  }

  /** y = x·Wᵀ, as {@link #product(Matrix, Workspace)}. */
  public void product(Matrix x, Matrix y, Workspace space) {
    Gemm.multiply(x, weight, y, space.workers());
  }

  /** Adds b to a row of y. */
  public void addBias(float[] y, int offset) {
    Vectors.addScaled(1, bias.values(), 0, y, offset, bias.size());
  }

  @Override
  public Trace trace(Matrix x, Training training) {
    Matrix y = forward(x, training.space());
    return new Trace(
        y,
        dy -> {
          training.space().release(y);
          return backward(x, dy, training);
        });
  }

  /** Returns dx = dy·W and adds to the gradients of W and b. */
  public Matrix backward(Matrix x, Matrix dy, Training training) {
    addBiasGradient(dy, training);
    return backwardProduct(x, dy, training);
  }

  private void addBiasGradient(Matrix dy, Training training) {
    RowSums.add(
        training.space(),
        bias.isFrozen() ? 0 : dy.rows(),
        List.of(bias),
        (row, sums, at) ->
            addBiasGradient(dy.data(), dy.offset() + row * dy.rowStride(), sums, at));
  }

  /** Adds a row of dy to sums of db. */
  public void addBiasGradient(float[] dy, int offset, float[] sums, int at) {
    Vectors.addScaled(1, dy, offset, sums, at, bias.size());
  }

  /**
   * Returns dx = dy·W and adds to the gradient of W; who has made dy row by row has added it to
   * {@link #bias} then, while the row was in a cache.
   *
   * @throws IllegalStateException if the layer has been made without parameters
   */
  public Matrix backwardProduct(Matrix x, Matrix dy, Training training) {
    addWeightGradient(x, dy, training);
    Matrix dx = training.space().matrix(dy.rows(), inputs());
    Gemm.multiply(dy, learnt().packed, dx, training.space().workers());
    return dx;
  }

  /** Adds to the gradients of W and b; who needs dx, too, does {@link #addInputGradient}. */
  public void addGradients(Matrix x, Matrix dy, Training training) {
    addBiasGradient(dy, training);
    addWeightGradient(x, dy, training);
  }

  private void addWeightGradient(Matrix x, Matrix dy, Training training) {
    Workspace space = training.space();
    Parameter w = learnt().weight;
    w.lowRank().ifPresent(change -> change.addGradients(x, dy, space));
    if (!w.isFrozen()) {
      Matrix dw = Matrix.of(w.gradient(), outputs(), inputs());
      space.packed().repack(x, space.workers());
      Gemm.addProduct(dy.transposed(), space.packed(), dw, space.workers());
    }
  }

  /** dx += dy·W. */
  public void addInputGradient(Matrix dy, Matrix dx, Workspace space) {
    Gemm.addProduct(dy, learnt().packed, dx, space.workers());
  }

  private Learnt learnt() {
    return learnt.orElseThrow(
        () -> new IllegalStateException("the layer has not been loaded for training"));
  }
}
