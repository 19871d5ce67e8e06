package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps the states after every layer. */
public final class HiddenStates implements LayerListener {
  private final List<Matrix> layers;

  /** Makes room for a batch of a model. */
  public HiddenStates(TextModel model, TokenBatch batch) {
    layers =
        IntStream.rangeClosed(0, model.layers())
            .mapToObj(layer -> Matrix.zeros(batch.tokens(), model.dim()))
            .toList();
  }

  /** Returns the states after a layer, tokens × dim; those of layer 0 are the embeddings. */
  public Matrix after(int layer) {
    return layers.get(layer);
  }

  @Override
  public void states(int layer, int firstToken, Matrix states) {
    Matrix to = layers.get(layer);
    Transformer.copyRows(states, to, firstToken);
  }
}
