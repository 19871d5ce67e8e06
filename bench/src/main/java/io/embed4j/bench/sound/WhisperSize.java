package io.embed4j.bench.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The encoder of Whisper-tiny with random weights: speed does not depend on them. */
record WhisperSize(int width, int layers, int heads, int inner, int mels, int frames) {
  static final WhisperSize TINY = new WhisperSize(384, 4, 6, 1536, 80, 1500);

  private static final int KERNEL = 3; // of both convolutions

  /** Tensors of random numbers of given shapes. */
  private record RandomWeights(Map<String, long[]> shapes) implements Weights {
    @Override
    public Set<String> names() {
      return shapes.keySet();
    }

    @Override
    public List<Long> shape(String name) {
      return Arrays.stream(shapes.getOrDefault(name, new long[0])).boxed().toList();
    }

    @Override
    public float[] floats(String name, long... shape) {
      SplittableRandom random = new SplittableRandom(name.hashCode());
      float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-0.05, 0.05);
      }
      return values;
    }
  }

  /** Returns the operations of one window: two for each product of a weight or a score. */
  double operations() {
    double convolutions = KERNEL * width * (2.0 * frames * mels + (double) frames * width);
    double products = frames * (4.0 * width * width + 2.0 * width * inner);
    double attention = 2.0 * frames * frames * width;
    return 2 * (convolutions + layers * (products + attention));
  }

  /** Returns the model. */
  GridModel model() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    convolution(shapes, "conv1", mels);
    convolution(shapes, "conv2", width);
    shapes.put("encoder.embed_positions.weight", new long[] {frames, width});
    norm(shapes, "encoder.layer_norm");
    for (int i = 0; i < layers; i++) {
      String layer = "encoder.layers." + i + ".";
      for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linear(shapes, layer + "self_attn." + name, width, width);
      }
      norm(shapes, layer + "self_attn_layer_norm");
      linear(shapes, layer + "fc1", width, inner);
      linear(shapes, layer + "fc2", inner, width);
      norm(shapes, layer + "final_layer_norm");
    }
    return Families.loadGrid(config(), new RandomWeights(shapes));
  }

  private void convolution(Map<String, long[]> shapes, String name, int channels) {
    shapes.put("encoder." + name + ".weight", new long[] {width, channels, KERNEL});
    shapes.put("encoder." + name + ".bias", new long[] {width});
  }

  private void norm(Map<String, long[]> shapes, String name) {
    shapes.put(name + ".weight", new long[] {width});
    shapes.put(name + ".bias", new long[] {width});
  }

  private static void linear(Map<String, long[]> shapes, String name, int inputs, int outputs) {
    shapes.put(name + ".weight", new long[] {outputs, inputs});
    shapes.put(name + ".bias", new long[] {outputs});
  }

  private JsonNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model_type", "whisper")
        .put("d_model", width)
        .put("num_mel_bins", mels)
        .put("max_source_positions", frames)
        .put("encoder_layers", layers)
        .put("encoder_attention_heads", heads)
        .put("encoder_ffn_dim", inner);
  }
}
