package io.embed4j.neural.recurrent;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer in one direction or in both, the outputs of which stand beside each other: Schuster,
 * Paliwal: Bidirectional Recurrent Neural Networks, 1997. Thread-safe: no state.
 */
public record Directions(List<RecurrentLayer> layers) {
  public Directions {
    layers = List.copyOf(layers);
  }

  /** Returns the width of the outputs together. */
  public int width() {
    return start(layers.size());
  }

  private int start(int direction) {
    return layers.stream().limit(direction).mapToInt(RecurrentLayer::width).sum();
  }

  /** Returns the columns of one direction. */
  Matrix columns(int direction, Matrix y) {
    return y.columnRange(start(direction), start(direction + 1));
  }

  /** Returns the outputs of all tokens, and the way back. */
  Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix y = space.matrix(x.rows(), width());
    List<RecurrentLayer.Backward> ways = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      ways.add(layers.get(i).trace(x, segments, columns(i, y), training));
    }
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = space.matrix(x.rows(), x.columns());
          Arrays.fill(dx.data(), 0, dx.rows() * dx.columns(), 0);
          for (int i = 0; i < ways.size(); i++) {
            ways.get(i).add(columns(i, dy), dx);
          }
          return dx;
        });
  }
}
