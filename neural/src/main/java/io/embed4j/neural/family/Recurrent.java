package io.embed4j.neural.family;

import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.recurrent.Cell;
import io.embed4j.neural.recurrent.Directions;
import io.embed4j.neural.recurrent.GruCell;
import io.embed4j.neural.recurrent.LstmCell;
import io.embed4j.neural.recurrent.RecurrentEncoder;
import io.embed4j.neural.recurrent.RecurrentLayer;
import io.embed4j.neural.recurrent.RecurrentLayer.Direction;
import io.embed4j.neural.recurrent.RnnCell;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent encoders whose weights have the names of PyTorch's layers: {@code embedding.weight},
 * {@code rnn.weight_ih_l0}, {@code rnn.weight_hh_l0_reverse} and so on.
 */
final class Recurrent {
  private Recurrent() {}

  static TextModel rnn(Config config, Checkpoint weights) {
    return load(config, weights, new RnnCell(Activation.of(config.text("nonlinearity", "tanh"))));
  }

  static TextModel lstm(Config config, Checkpoint weights) {
    return load(config, weights, new LstmCell());
  }

  static TextModel gru(Config config, Checkpoint weights) {
    return load(config, weights, new GruCell());
  }

  private static TextModel load(Config config, Checkpoint weights, Cell cell) {
    Checkpoint root = weights.around("embedding.weight");
    boolean both = config.isTrue("bidirectional", false);
    int inputs = config.count("embedding_dim");
    int width = config.count("hidden_size");
    List<Directions> layers = new ArrayList<>();
    for (int i = 0; i < config.count("num_layers", 1); i++) {
      int layerInputs = i > 0 ? width * (both ? 2 : 1) : inputs;
      List<RecurrentLayer> directions = new ArrayList<>();
      directions.add(layer(config, root, "_l" + i, layerInputs, cell, Direction.FORWARD));
      if (both) {
        String suffix = "_l" + i + "_reverse";
        directions.add(layer(config, root, suffix, layerInputs, cell, Direction.BACKWARD));
      }
      layers.add(new Directions(directions));
    }
    return new RecurrentEncoder(root.embedding("embedding", inputs), layers);
  }

  private static RecurrentLayer layer(
      Config config, Checkpoint root, String suffix, int inputs, Cell cell, Direction direction) {
    int width = config.count("hidden_size");
    int rows = cell.gates() * width;
    return new RecurrentLayer(
        linear(config, root, "ih" + suffix, inputs, rows),
        linear(config, root, "hh" + suffix, width, rows),
        cell,
        direction);
  }

  private static Linear linear(
      Config config, Checkpoint root, String name, int inputs, int outputs) {
    String weight = "rnn.weight_" + name;
    return config.isTrue("bias", true)
        ? root.linearOf(weight, "rnn.bias_" + name, inputs, outputs)
        : root.linearOf(weight, inputs, outputs);
  }
}
