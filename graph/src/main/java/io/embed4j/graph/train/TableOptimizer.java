package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import java.util.List;

/** An optimiser and its state for one table. */
final class TableOptimizer {
  private static final int ROWS_PER_TASK = 256;
  private static final float EPSILON = 1e-10f; // PyTorch's default for Adagrad
  private static final float ADAM_EPSILON = 1e-8f;

  private final Optimizer optimizer;
  private final EmbeddingTable table;
  private final List<EmbeddingTable> state;

  TableOptimizer(Optimizer optimizer, EmbeddingTable table) {
    this.optimizer = optimizer;
    this.table = table;
    int rows = table.rows();
    int width = table.width();
    this.state =
        switch (optimizer) {
          case Optimizer.Sgd _ -> List.of();
          case Optimizer.Adagrad adagrad ->
              List.of(EmbeddingTable.zeros(rows, adagrad.rowWise() ? 1 : width));
          case Optimizer.Adam _ ->
              List.of(EmbeddingTable.zeros(rows, width), EmbeddingTable.zeros(rows, width));
        };
  }

  /** Returns the tables that a checkpoint must hold. */
  List<EmbeddingTable> state() {
    return state;
  }

  /** Returns the floats of state per float of the table, for memory estimates. */
  static double stateFactor(Optimizer optimizer, int width) {
    return switch (optimizer) {
      case Optimizer.Sgd _ -> 0;
      case Optimizer.Adagrad adagrad -> adagrad.rowWise() ? 1.0 / width : 1;
      case Optimizer.Adam _ -> 2;
    };
  }

  /**
   * Updates the touched rows.
   *
   * @param factor of the schedule, times the learning rate
   * @param step 1 for the first step of the run
   */
  void update(RowGradients gradients, double factor, long step, Workers workers) {
    int touched = gradients.touched();
    float rate = (float) (optimizer.learningRate() * factor);
    int tasks = (touched + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    workers.forEach(
        tasks,
        task -> {
          int end = Math.min(touched, (task + 1) * ROWS_PER_TASK);
          for (int slot = task * ROWS_PER_TASK; slot < end; slot++) {
            updateRow(gradients, slot, rate, step);
          }
        });
  }

  private void updateRow(RowGradients gradients, int slot, float rate, long step) {
    int width = table.width();
    int row = gradients.tableRow(slot);
    int offset = row * width;
    float[] x = table.data();
    float[] g = gradients.data();
    int gOffset = slot * width;
    switch (optimizer) {
      case Optimizer.Sgd _ -> Vectors.sgd(x, offset, g, gOffset, width, rate);
      case Optimizer.Adagrad adagrad -> {
        if (adagrad.rowWise()) {
          float[] sums = state.get(0).data();
          sums[row] += Vectors.squaredNorm(g, gOffset, width) / width;
          float rowRate = rate / ((float) Math.sqrt(sums[row]) + EPSILON);
          Vectors.sgd(x, offset, g, gOffset, width, rowRate);
        } else {
          Vectors.adagrad(x, state.get(0).data(), offset, g, gOffset, width, rate, EPSILON);
        }
      }
      case Optimizer.Adam adam -> {
        // rate · m̂ / (√v̂ + ε) with m̂ = m / c1, v̂ = v / c2, written with m and v themselves
        double c1 = 1 - Math.pow(adam.beta1(), (double) step);
        double c2 = Math.sqrt(1 - Math.pow(adam.beta2(), (double) step));
        Vectors.adam(
            x,
            state.get(0).data(),
            state.get(1).data(),
            offset,
            g,
            gOffset,
            width,
            (float) (rate * c2 / c1),
            (float) adam.beta1(),
            (float) adam.beta2(),
            (float) (ADAM_EPSILON * c2));
      }
    }
  }
}
