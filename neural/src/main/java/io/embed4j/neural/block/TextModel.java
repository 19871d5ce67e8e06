package io.embed4j.neural.block;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Training;

/**
 * A model that makes a vector of every token. Thread-safe. The bits of a sequence's vectors depend
 * neither on the other sequences of a batch nor on the number of threads.
 */
public interface TextModel {
  /** Returns the length of a token's vector. */
  int dim();

  /** Returns the number of layers. */
  int layers();

  /** Returns how many tokens a sequence may have. */
  int maxPositions();

  /** Hands over the states of a batch group by group, and tells those between the layers. */
  void forward(TokenBatch batch, Workers workers, LayerListener listener, GroupListener groups);

  /** Returns the states of a batch and tells the listener those between the layers. */
  default States forward(TokenBatch batch, Workers workers, LayerListener listener) {
    StatesCollector collector = new StatesCollector(batch.segments(), dim());
    forward(batch, workers, listener, collector);
    return collector.states();
  }

  /** Returns the states of a batch. */
  default States forward(TokenBatch batch, Workers workers) {
    return forward(batch, workers, LayerListener.none());
  }

  /**
   * Returns the states of a batch, and the way back.
   *
   * @throws UnsupportedOperationException if the model has no gradients
   */
  default StatesTrace trace(TokenBatch batch, Training training) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " has no gradients");
  }
}
