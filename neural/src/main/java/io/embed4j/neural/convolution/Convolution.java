package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * y = patch(x)·Wᵀ + b for each place of the result: the places that a window covers, one after the
 * other, are a row, and the convolution is a product of these rows with packed weights. A tile of
 * rows at a time is made and multiplied, so that it stays in a cache. Chellapilla, Puri, Simard:
 * High Performance Convolutional Neural Networks for Document Processing, 2006. In groups, a part
 * of the outputs sees a part of the channels. Thread-safe while nobody trains: no other state.
 *
 * <p>The way back is
 *
 * <pre>
 *   dpatch = dy·W    dW += dyᵀ·patch(x)    db += Σ rows of dy    dx = Σ of the dpatch that cover it
 * </pre>
 *
 * <p>The bits of a grid depend neither on the others nor on the number of threads.
 */
public final class Convolution {
  /** As many rows as a product takes from one reading of the weights. */
  private static final int ROWS_OF_TILE = 132;

  /**
   * What only training needs.
   *
   * @param weight outputs × patch
   * @param packed W itself, one a group, for dx
   */
  private record Learnt(Parameter weight, List<PackedMatrix> packed) {}

  private final Window window;
  private final List<PackedMatrix> weights; // patch × outputs of a group
  private final Parameter bias;
  private final Optional<Learnt> learnt;

  private Convolution(
      Window window, List<PackedMatrix> weights, Parameter bias, Optional<Learnt> learnt) {
    this.window = window;
    this.weights = weights;
    this.bias = bias;
    this.learnt = learnt;
    if (bias.size() != 0 && bias.size() != outputs()) {
      throw new IllegalArgumentException(
          "bias must have " + outputs() + " elements or none, but has " + bias.size());
    }
  }

  /**
   * Returns a layer that cannot be trained, and therefore needs half the memory.
   *
   * @param weight outputs × (window height × window width × channels of a group), copied
   * @param bias one float an output, or none at all; not copied
   */
  public static Convolution of(Window window, int groups, Matrix weight, float... bias) {
    return new Convolution(
        window,
        groups(weight, groups).stream().map(w -> PackedMatrix.pack(w.transposed())).toList(),
        Parameter.constant(bias),
        Optional.empty());
  }

  /**
   * Returns a layer that can be trained.
   *
   * @param weight as in {@link #of(Window, int, Matrix, float...)}
   * @param bias one float an output, or a constant of none
   */
  public static Convolution of(
      Window window, int groups, Parameter weight, int outputs, Parameter bias) {
    Matrix whole = Matrix.of(weight.values(), outputs, weight.size() / outputs);
    List<PackedMatrix> forward = new ArrayList<>();
    List<PackedMatrix> backward = new ArrayList<>();
    for (Matrix w : groups(whole, groups)) {
      PackedMatrix turned = PackedMatrix.pack(w.transposed());
      PackedMatrix straight = PackedMatrix.pack(w);
      weight.onChange(
          workers -> {
            turned.repack(w.transposed(), workers);
            straight.repack(w, workers);
          });
      forward.add(turned);
      backward.add(straight);
    }
    return new Convolution(window, forward, bias, Optional.of(new Learnt(weight, backward)));
  }

  private static List<Matrix> groups(Matrix weight, int groups) {
    if (groups < 1 || weight.rows() % groups != 0) {
      throw new IllegalArgumentException(
          "%d outputs cannot be divided into %d groups".formatted(weight.rows(), groups));
    }
    int outputs = weight.rows() / groups;
    return Stream.iterate(0, i -> i < groups, i -> i + 1)
        .map(i -> weight.rowRange(i * outputs, (i + 1) * outputs))
        .toList();
  }

  /** Returns the window. */
  public Window window() {
    return window;
  }

  /** Returns the number of channels of y. */
  public int outputs() {
    return weights.size() * outputsOfGroup();
  }

  /** Returns the number of channels of x. */
  public int channels() {
    return weights.size() * channelsOfGroup();
  }

  private int outputsOfGroup() {
    return weights.getFirst().columns();
  }

  private int channelsOfGroup() {
    return weights.getFirst().rows() / window.places();
  }

  /**
   * Returns y = patch(x)·Wᵀ + b, one row a place of {@code grids.after(window())}.
   *
   * @param x places × channels
   */
  public Matrix forward(Matrix x, Grids grids, Workspace space) {
    Matrix y = product(x, grids, space);
    if (bias.size() != 0) {
      space.forRows(y.rows(), row -> addBias(y.data(), row * y.rowStride()));
    }
    return y;
  }

  /** Adds b to a row of y. */
  public void addBias(float[] y, int offset) {
    Vectors.addScaled(1, bias.values(), 0, y, offset, bias.size());
  }

  /** Returns patch(x)·Wᵀ; who reads a row next adds the bias then, while the row is in a cache. */
  public Matrix product(Matrix x, Grids grids, Workspace space) {
    requireChannels(x);
    List<Patches> patches = patches(grids);
    Matrix y = space.matrix(patches.getFirst().outputRows().rows(), outputs());
    if (window.isPoint()) {
      for (int g = 0; g < weights.size(); g++) {
        Gemm.multiply(group(x, g, channelsOfGroup()), weights.get(g), part(y, g), space.workers());
      }
      return y;
    }
    int tiles = (y.rows() + ROWS_OF_TILE - 1) / ROWS_OF_TILE;
    int threads = Math.min(space.workers().threads(), tiles);
    Matrix tileOfThread = space.matrix(threads * ROWS_OF_TILE, patches.getFirst().width());
    AtomicInteger next = new AtomicInteger();
    space
        .workers()
        .forEach(
            threads,
            thread -> {
              Matrix tile = tileOfThread.rowRange(thread * ROWS_OF_TILE, tileOfThread.rows());
              for (int i = next.getAndIncrement(); i < tiles; i = next.getAndIncrement()) {
                int from = i * ROWS_OF_TILE;
                int to = Math.min(y.rows(), from + ROWS_OF_TILE);
                multiplyTile(x, patches, from, tile.rowRange(0, to - from), y.rowRange(from, to));
              }
            });
    space.release(tileOfThread);
    return y;
  }

  private void multiplyTile(Matrix x, List<Patches> patches, int first, Matrix tile, Matrix y) {
    Workers alone = Workers.single();
    for (int g = 0; g < weights.size(); g++) {
      patches.get(g).copy(x, first, tile);
      Gemm.multiply(tile, weights.get(g), part(y, g), alone);
    }
  }

  private List<Patches> patches(Grids grids) {
    return Stream.iterate(0, g -> g < weights.size(), g -> g + 1)
        .map(g -> Patches.of(window, grids, g, channelsOfGroup()))
        .toList();
  }

  private Matrix part(Matrix y, int group) {
    return group(y, group, outputsOfGroup());
  }

  private static Matrix group(Matrix matrix, int group, int columns) {
    return matrix.columnRange(group * columns, (group + 1) * columns);
  }

  private void requireChannels(Matrix x) {
    if (x.columns() != channels()) {
      throw new IllegalArgumentException(
          "x must have %d channels, but has %d".formatted(channels(), x.columns()));
    }
  }

  /** Returns what {@link #forward} does, and the way back. */
  public Trace trace(Matrix x, Grids grids, Training training) {
    Matrix y = forward(x, grids, training.space());
    return new Trace(
        y,
        dy -> {
          training.space().release(y);
          return backward(x, grids, dy, training);
        });
  }

  /**
   * Returns dx and adds to the gradients of W and b.
   *
   * @throws IllegalStateException if the layer has been made without parameters
   */
  public Matrix backward(Matrix x, Grids grids, Matrix dy, Training training) {
    Matrix dx = training.space().matrix(x.rows(), x.columns());
    backward(x, grids, dy, Optional.of(dx), training);
    return dx;
  }

  /** Adds to the gradients of W and b, where nobody needs dx. */
  public void addGradients(Matrix x, Grids grids, Matrix dy, Training training) {
    backward(x, grids, dy, Optional.empty(), training);
  }

  private void backward(Matrix x, Grids grids, Matrix dy, Optional<Matrix> dx, Training training) {
    Learnt needed =
        learnt.orElseThrow(
            () -> new IllegalStateException("the layer has not been loaded for training"));
    RowSums.add(
        training.space(),
        bias.isFrozen() ? 0 : dy.rows(),
        List.of(bias),
        (row, sums, at) -> {
          int from = dy.offset() + row * dy.rowStride();
          Vectors.addScaled(1, dy.data(), from, sums, at, bias.size());
        });
    List<Patches> patches = patches(grids);
    for (int g = 0; g < patches.size(); g++) {
      new ConvolutionGradient(patches.get(g), needed.weight, needed.packed.get(g), g)
          .run(x, part(dy, g), dx, training.space());
    }
  }

  /** Returns W and b as far as they can be trained. */
  public List<Parameter> parameters() {
    return Stream.concat(learnt.map(Learnt::weight).stream(), Stream.of(bias))
        .filter(parameter -> !parameter.parts().isEmpty())
        .toList();
  }
}
