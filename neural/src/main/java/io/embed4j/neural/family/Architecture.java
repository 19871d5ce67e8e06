package io.embed4j.neural.family;

import static io.embed4j.core.config.Rules.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.recurrent.Cell;
import io.embed4j.neural.recurrent.GruCell;
import io.embed4j.neural.recurrent.LstmCell;
import io.embed4j.neural.recurrent.RnnCell;
import io.embed4j.neural.weights.Weights;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The shape of an encoder that is trained from scratch. {@link #write} makes a folder of it that
 * {@link Families} loads as any other.
 */
public sealed interface Architecture {
  /** Returns the content of {@code config.json}. */
  JsonNode config();

  /**
   * Returns the weights that training begins with; the same ones for the same seed.
   *
   * @param seed of all random numbers
   */
  Weights initialWeights(long seed);

  /** Returns a new model. */
  default TrainableModel<TextModel> create(long seed) {
    return Families.loadForTraining(config(), initialWeights(seed));
  }

  /**
   * Writes {@code config.json} and {@code model.safetensors} of a new model.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  default void write(Path folder, long seed) {
    Weights weights = initialWeights(seed);
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (String name : weights.names()) {
      List<Long> shape = weights.shape(name);
      float[] values = weights.floats(name, shape.stream().mapToLong(n -> n).toArray());
      writer.add(name, new Tensor.Floats(values, shape.stream().map(Math::toIntExact).toList()));
    }
    AtomicFile.write(folder.resolve("model.safetensors"), writer);
    AtomicFile.writeText(folder.resolve("config.json"), config().toPrettyString() + "\n");
  }

  /**
   * BERT (Devlin et al. 2019), without a pooler, which only the guess of next sentences trains.
   * Weights begin as normal numbers with deviation 1/√inputs (LeCun et al.: Efficient BackProp,
   * 1998), tables with 1/√width, biases as 0, factors of norms as 1. BERT has 0.02 everywhere,
   * which suits its width of 768; in a narrow model what attention adds would be lost beside the
   * state that it is added to, and guesses would stay those of the frequencies of words for long.
   *
   * @param vocabulary number of tokens
   * @param width of the states
   * @param heads of attention, a divisor of the width
   * @param inner width between the two products of a feed-forward layer, usually 4 · width
   * @param positions the most tokens of a sequence
   */
  record Bert(int vocabulary, int width, int layers, int heads, int inner, int positions)
      implements Architecture {
    private static final int TYPES = 2;

    public Bert {
      requirePositive("vocabulary", vocabulary);
      requirePositive("width", width);
      requirePositive("layers", layers);
      requirePositive("inner", inner);
      requirePositive("positions", positions);
      require(heads > 0 && width % heads == 0, "heads", "must divide width " + width, heads);
    }

    @Override
    public JsonNode config() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("model_type", "bert")
          .put("vocab_size", vocabulary)
          .put("hidden_size", width)
          .put("num_hidden_layers", layers)
          .put("num_attention_heads", heads)
          .put("intermediate_size", inner)
          .put("hidden_act", "gelu")
          .put("max_position_embeddings", positions)
          .put("type_vocab_size", TYPES)
          .put("layer_norm_eps", 1e-12)
          .put("position_embedding_type", "absolute");
    }

    @Override
    public Weights initialWeights(long seed) {
      String root = "bert.embeddings.";
      double deviation = 1 / Math.sqrt(width);
      NewWeights weights =
          NewWeights.of(seed)
              .normal(root + "word_embeddings.weight", deviation, vocabulary, width)
              .normal(root + "position_embeddings.weight", deviation, positions, width)
              .normal(root + "token_type_embeddings.weight", deviation, TYPES, width);
      addNorm(weights, root + "LayerNorm");
      for (int i = 0; i < layers; i++) {
        String layer = "bert.encoder.layer." + i + ".";
        addLinear(weights, layer + "attention.self.query", width, width);
        addLinear(weights, layer + "attention.self.key", width, width);
        addLinear(weights, layer + "attention.self.value", width, width);
        addLinear(weights, layer + "attention.output.dense", width, width);
        addNorm(weights, layer + "attention.output.LayerNorm");
        addLinear(weights, layer + "intermediate.dense", width, inner);
        addLinear(weights, layer + "output.dense", inner, width);
        addNorm(weights, layer + "output.LayerNorm");
      }
      return weights;
    }

    private static void addLinear(NewWeights weights, String name, int inputs, int outputs) {
      weights
          .normal(name + ".weight", 1 / Math.sqrt(inputs), outputs, inputs)
          .constant(name + ".bias", 0, outputs);
    }

    private void addNorm(NewWeights weights, String name) {
      weights.constant(name + ".weight", 1, width).constant(name + ".bias", 0, width);
    }
  }

  /**
   * Embeddings and recurrent layers.
   *
   * <p>As in Merity, Keskar, Socher: Regularizing and Optimizing LSTM Language Models, 2018,
   * embeddings begin as uniform numbers within ±0.1, all others within ±1/√width; but
   *
   * <ul>
   *   <li>the two biases of an LSTM's forget gate add up to 1, so that it remembers at first:
   *       Jozefowicz, Zaremba, Sutskever: An Empirical Exploration of Recurrent Network
   *       Architectures, 2015.
   *   <li>U of an RNN or a GRU is orthogonal: Saxe, McClelland, Ganguli 2014. Uniform numbers
   *       shorten h to 1/√3 at each step, and the gradient on its way back, so that 1e-5 is left
   *       after 21 tokens; the update gate of a GRU, at first half open, keeps even less. An LSTM
   *       that remembers has a way around U.
   * </ul>
   *
   * @param unit which kind of layers
   * @param vocabulary number of tokens
   * @param embeddingWidth of what goes into the first layer
   * @param width of h in each direction
   * @param layers one upon the other
   * @param reading whether each layer reads in one direction or in both
   */
  record Recurrent(
      Unit unit, int vocabulary, int embeddingWidth, int width, int layers, Reading reading)
      implements Architecture {
    private static final double EMBEDDING_BOUND = 0.1;

    /** A kind of recurrent layer. */
    public enum Unit {
      /** With tanh. */
      RNN,
      LSTM,
      GRU;

      private Cell cell() {
        return switch (this) {
          case RNN -> new RnnCell(Activation.TANH);
          case LSTM -> new LstmCell();
          case GRU -> new GruCell();
        };
      }

      private String modelType() {
        return switch (this) {
          case RNN -> "rnn";
          case LSTM -> "lstm";
          case GRU -> "gru";
        };
      }
    }

    /** From which ends a sequence is read. */
    public enum Reading {
      FORWARD,
      BOTH_WAYS
    }

    public Recurrent {
      requirePositive("vocabulary", vocabulary);
      requirePositive("embedding-width", embeddingWidth);
      requirePositive("width", width);
      requirePositive("layers", layers);
    }

    @Override
    public JsonNode config() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("model_type", unit.modelType())
          .put("vocab_size", vocabulary)
          .put("embedding_dim", embeddingWidth)
          .put("hidden_size", width)
          .put("num_layers", layers)
          .put("bidirectional", reading == Reading.BOTH_WAYS);
    }

    @Override
    public Weights initialWeights(long seed) {
      NewWeights weights =
          NewWeights.of(seed)
              .uniform("embedding.weight", EMBEDDING_BOUND, vocabulary, embeddingWidth);
      int outputs = reading == Reading.BOTH_WAYS ? 2 * width : width;
      for (int i = 0; i < layers; i++) {
        int inputs = i == 0 ? embeddingWidth : outputs;
        add(weights, "_l" + i, inputs);
        if (reading == Reading.BOTH_WAYS) {
          add(weights, "_l" + i + "_reverse", inputs);
        }
      }
      return weights;
    }

    private void add(NewWeights weights, String suffix, int inputs) {
      double bound = 1 / Math.sqrt(width);
      int gates = unit.cell().gates();
      weights.uniform("rnn.weight_ih" + suffix, bound, gates * width, inputs);
      if (unit == Unit.LSTM) {
        weights
            .uniform("rnn.weight_hh" + suffix, bound, gates * width, width)
            .uniformBut("rnn.bias_ih" + suffix, bound, gates * width, 1, width, 2 * width)
            .uniformBut("rnn.bias_hh" + suffix, bound, gates * width, 0, width, 2 * width);
      } else {
        weights
            .orthogonal("rnn.weight_hh" + suffix, gates, width)
            .uniform("rnn.bias_ih" + suffix, bound, gates * width)
            .uniform("rnn.bias_hh" + suffix, bound, gates * width);
      }
    }
  }

  private static void requirePositive(String name, int value) {
    require(value > 0, name, "must be positive", value);
  }
}
