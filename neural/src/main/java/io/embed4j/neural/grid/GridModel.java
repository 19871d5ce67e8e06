package io.embed4j.neural.grid;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesCollector;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;

/**
 * A model that makes vectors of pictures, spectrograms or sounds. Thread-safe. The bits of their
 * vectors depend neither on the others of a batch nor on the number of threads.
 */
public interface GridModel {
  /** Returns the length of a state. */
  int dim();

  /** Returns the number of layers. */
  int layers();

  /** Returns how many channels a place has. */
  int channels();

  /**
   * Returns where the last states of each grid stand.
   *
   * @throws IllegalArgumentException if a grid is too small
   */
  Segments segments(Grids grids);

  /**
   * Hands over the states of a batch group by group, and tells those between the layers.
   *
   * @throws IllegalArgumentException if a grid is too small
   */
  void forward(GridBatch batch, Workers workers, LayerListener listener, GroupListener groups);

  /** Returns the states of a batch. */
  default States forward(GridBatch batch, Workers workers, LayerListener listener) {
    StatesCollector collector = new StatesCollector(segments(batch.grids()), dim());
    forward(batch, workers, listener, collector);
    return collector.states();
  }

  /** Returns the states of a batch. */
  default States forward(GridBatch batch, Workers workers) {
    return forward(batch, workers, LayerListener.none());
  }

  /**
   * Returns the states of a batch, and the way back.
   *
   * @throws UnsupportedOperationException if the model has no gradients
   */
  default StatesTrace trace(GridBatch batch, Training training) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " has no gradients");
  }
}
