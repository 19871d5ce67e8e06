package io.embed4j.bench.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.run.Seeds;
import io.embed4j.neural.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A BERT of any size, of normal numbers as BERT begins with. */
final class GeneratedBert implements Weights {
  private static final double DEVIATION = 0.02;
  private static final int POSITIONS = 512;
  private static final int TYPES = 2;

  private final BertSize size;
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  GeneratedBert(BertSize size) {
    this.size = size;
    long dim = size.dim();
    add("embeddings.word_embeddings.weight", size.vocabulary(), dim);
    add("embeddings.position_embeddings.weight", POSITIONS, dim);
    add("embeddings.token_type_embeddings.weight", TYPES, dim);
    norm("embeddings.LayerNorm", dim);
    for (int i = 0; i < size.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      linear(layer + "attention.self.query", dim, dim);
      linear(layer + "attention.self.key", dim, dim);
      linear(layer + "attention.self.value", dim, dim);
      linear(layer + "attention.output.dense", dim, dim);
      norm(layer + "attention.output.LayerNorm", dim);
      linear(layer + "intermediate.dense", dim, size.inner());
      linear(layer + "output.dense", size.inner(), dim);
      norm(layer + "output.LayerNorm", dim);
    }
  }

  private void add(String name, long... shape) {
    shapes.put(name, LongStream.of(shape).boxed().toList());
  }

  private void linear(String name, long inputs, long outputs) {
    add(name + ".weight", outputs, inputs);
    add(name + ".bias", outputs);
  }

  private void norm(String name, long dim) {
    add(name + ".weight", dim);
    add(name + ".bias", dim);
  }

  /** Returns the settings of the model. */
  JsonNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model_type", "bert")
        .put("vocab_size", size.vocabulary())
        .put("hidden_size", size.dim())
        .put("num_hidden_layers", size.layers())
        .put("num_attention_heads", size.heads())
        .put("intermediate_size", size.inner())
        .put("hidden_act", "gelu");
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public List<Long> shape(String name) {
    return shapes.getOrDefault(name, List.of());
  }

  @Override
  public float[] floats(String name, long... shape) {
    float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))];
    if (name.endsWith("LayerNorm.weight")) {
      Arrays.fill(values, 1);
    } else if (name.endsWith(".weight")) {
      SplittableRandom random = Seeds.stream(1, name, 0);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (DEVIATION * random.nextGaussian());
      }
    }
    return values;
  }
}
