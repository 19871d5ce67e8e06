package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * y = f(path(x) + shortcut(x)): He et al.: Deep Residual Learning for Image Recognition, 2016,
 * equations 1 and 2. Thread-safe while nobody trains: no other state.
 *
 * @param path two convolutions, or three of a bottleneck; the last one without activation
 * @param shortcut where x has another size or other channels than y; without activation
 */
public record ResidualBlock(
    List<ConvolutionUnit> path, Optional<ConvolutionUnit> shortcut, Activation activation) {
  public ResidualBlock {
    path = List.copyOf(path);
  }

  /** Returns the grids of y. */
  public Grids after(Grids grids) {
    Grids after = grids;
    for (ConvolutionUnit unit : path) {
      after = after.after(unit.convolution().window());
    }
    return after;
  }

  /** Returns y; x is given back. */
  public Matrix forward(Matrix x, Grids grids, Workspace space) {
    Matrix y = path.getFirst().forward(x, grids, space);
    Grids at = grids.after(path.getFirst().convolution().window());
    for (ConvolutionUnit unit : path.subList(1, path.size())) {
      Matrix next = unit.forward(y, at, space);
      at = at.after(unit.convolution().window());
      space.release(y);
      y = next;
    }
    Matrix residual = shortcut.map(s -> s.forward(x, grids, space)).orElse(x);
    Matrix sum = y;
    Rows.add(residual, sum, space);
    space.forRows(
        sum.rows(), row -> activation.applyInPlace(sum.data(), row * sum.columns(), sum.columns()));
    shortcut.ifPresent(s -> space.release(residual));
    space.release(x);
    return sum;
  }

  /** Returns y of norms of the batch itself, and the way back. */
  public Trace trace(Matrix x, Grids grids, Training training) {
    Trace y = path.getFirst().trace(x, grids, training);
    Grids at = grids.after(path.getFirst().convolution().window());
    for (ConvolutionUnit unit : path.subList(1, path.size())) {
      y = unit.trace(y.y(), at, training).after(y, training.space());
      at = at.after(unit.convolution().window());
    }
    Trace residual =
        shortcut
            .map(s -> s.trace(x, grids, training))
            .orElseGet(() -> new Trace(x, dy -> Rows.copy(dy, training.space())));
    Trace sum = ConvolutionUnit.sum(y, residual, training);
    return activation.trace(sum.y(), training).after(sum, training.space());
  }
}
