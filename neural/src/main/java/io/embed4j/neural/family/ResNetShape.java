package io.embed4j.neural.family;

import static io.embed4j.core.config.Rules.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.weights.Weights;
import java.util.List;

/**
 * The shape of a ResNet of two-convolution blocks that is trained from scratch. Weights begin as
 * normal numbers of variance 2 / (outputs · places of the window): He et al.: Delving Deep into
 * Rectifiers, 2015, equation 14; factors of norms as 1, and all else of them as PyTorch has it.
 *
 * @param channels of a picture
 * @param stem width of the first convolution
 * @param small whether pictures are so small that the first convolution looks at 3 x 3 pixels and
 *     leaves the size as it is, and each stage halves height and width; else, it looks at 7 x 7,
 *     height and width are a quarter before the first stage, and each later one halves them
 * @param widths of the stages; products are fastest where these are multiples of 64
 * @param depths blocks of the stages, as many
 */
public record ResNetShape(
    int channels, int stem, boolean small, List<Integer> widths, List<Integer> depths) {
  public ResNetShape {
    widths = List.copyOf(widths);
    depths = List.copyOf(depths);
    require(channels > 0, "channels", "must be positive", channels);
    require(stem > 0, "stem", "must be positive", stem);
    require(
        widths.size() == depths.size() && !widths.isEmpty(),
        "depths",
        "must be as many as widths " + widths,
        depths);
    require(widths.stream().allMatch(w -> w > 0), "widths", "must be positive", widths);
    require(depths.stream().allMatch(d -> d > 0), "depths", "must be positive", depths);
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
            .put("downsample_in_first_stage", small)
            .put("small_stem", small);
    widths.forEach(config.putArray("hidden_sizes")::add);
    depths.forEach(config.putArray("depths")::add);
    return config;
  }

  /** Returns the weights that training begins with; the same ones for the same seed. */
  public Weights initialWeights(long seed) {
    NewWeights weights = NewWeights.of(seed);
    addUnit(weights, "embedder.embedder", channels, stem, small ? 3 : 7);
    int width = stem;
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int i = 0; i < depths.get(stage); i++) {
        String name = "encoder.stages." + stage + ".layers." + i + ".";
        int outputs = widths.get(stage);
        addUnit(weights, name + "layer.0", width, outputs, 3);
        addUnit(weights, name + "layer.1", outputs, outputs, 3);
        if (width != outputs || (i == 0 && (stage > 0 || small))) {
          addUnit(weights, name + "shortcut", width, outputs, 1);
        }
        width = outputs;
      }
    }
    return weights;
  }

  private static void addUnit(NewWeights weights, String name, int inputs, int outputs, int size) {
    double deviation = Math.sqrt(2.0 / ((double) outputs * size * size));
    String norm = name + ".normalization.";
    weights
        .normal(name + ".convolution.weight", deviation, outputs, inputs, size, size)
        .constant(norm + "weight", 1, outputs)
        .constant(norm + "bias", 0, outputs)
        .constant(norm + "running_mean", 0, outputs)
        .constant(norm + "running_var", 1, outputs);
  }

  /** Returns a new model. */
  public TrainableModel<GridModel> create(long seed) {
    return Families.loadGridForTraining(config(), initialWeights(seed));
  }
}
