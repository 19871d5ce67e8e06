package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.neural.block.GridModel;
import java.util.List;

/**
 * The shape of a ResNet of basic blocks that is trained from scratch: He et al.: Deep Residual
 * Learning for Image Recognition, 2016. Convolutions begin as normal numbers with deviation
 * √(2 / inputs) (He et al.: Delving Deep into Rectifiers, 2015), factors of norms as 1, but those of
 * the last norm of a block as 0, so that blocks at first add nothing (Goyal et al.: Accurate, Large
 * Minibatch SGD, 2017).
 *
 * @param channels of a place: three of pictures, one of spectrograms
 * @param stem width of the first convolution
 * @param widths of the stages; each but the first halves height and width
 * @param blocks of each stage
 */
public record ResNetShape(int channels, int stem, List<Integer> widths, int blocks) {
  private static final int STEM_SIZE = 7;

  public ResNetShape {
    widths = List.copyOf(widths);
    if (channels < 1 || stem < 1 || blocks < 1 || widths.isEmpty()) {
      throw new IllegalArgumentException(
          "channels, stem, stages and blocks must be at least 1, but are %d, %d, %s, %d"
              .formatted(channels, stem, widths, blocks));
    }
  }

  /** Returns the content of {@code config.json}. */
  public JsonNode config() {
    ObjectNode config =
        JsonNodeFactory.instance
            .objectNode()
            .put("model_type", "resnet")
            .put("num_channels", channels)
            .put("embedding_size", stem)
            .put("layer_type", "basic")
            .put("hidden_act", "relu")
            .put("downsample_in_first_stage", false);
    widths.forEach(config.putArray("hidden_sizes")::add);
    widths.forEach(width -> config.withArray("depths").add(blocks));
    return config;
  }

  /**
   * Returns a new model.
   *
   * @param seed of all random numbers
   */
  public TrainableModel<GridModel> create(long seed) {
    NewWeights weights = NewWeights.of(seed);
    unit(weights, "embedder.embedder", channels, stem, STEM_SIZE, 1);
    int width = stem;
    for (int stage = 0; stage < widths.size(); stage++) {
      int outputs = widths.get(stage);
      for (int i = 0; i < blocks; i++) {
        String name = "encoder.stages." + stage + ".layers." + i + ".";
        unit(weights, name + "layer.0", width, outputs, 3, 1);
        unit(weights, name + "layer.1", outputs, outputs, 3, 0);
        if (i == 0 && (stage > 0 || width != outputs)) {
          unit(weights, name + "shortcut", width, outputs, 1, 1);
        }
        width = outputs;
      }
    }
    return Families.loadGridForTraining(config(), weights);
  }

  private static void unit(
      NewWeights weights, String name, int inputs, int outputs, int size, float factor) {
    double deviation = Math.sqrt(2.0 / (inputs * size * size));
    weights
        .normal(name + ".convolution.weight", deviation, outputs, inputs, size, size)
        .constant(name + ".normalization.weight", factor, outputs)
        .constant(name + ".normalization.bias", 0, outputs)
        .constant(name + ".normalization.running_mean", 0, outputs)
        .constant(name + ".normalization.running_var", 1, outputs);
  }
}
