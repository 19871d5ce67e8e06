package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the states after every layer. */
public final class HiddenStates implements LayerListener {
  private final int tokens;
  private final Map<Integer, Matrix> layers = new ConcurrentHashMap<>();

  /** Makes an empty collection for a batch. */
  public HiddenStates(TokenBatch batch) {
    this(batch.tokens());
  }

  /** Makes an empty collection for states of so many tokens. */
  public HiddenStates(int tokens) {
    this.tokens = tokens;
  }

  /** Returns the states after a layer, tokens × dim; those of layer 0 are the embeddings. */
  public Matrix after(int layer) {
    return Optional.ofNullable(layers.get(layer))
        .orElseThrow(
            () -> new IllegalArgumentException("layer " + layer + " has not been computed"));
  }

  @Override
  public void states(int layer, int firstToken, Matrix states) {
    Matrix to = layers.computeIfAbsent(layer, key -> Matrix.zeros(tokens, states.columns()));
    Rows.copy(states, to, firstToken);
  }
}
