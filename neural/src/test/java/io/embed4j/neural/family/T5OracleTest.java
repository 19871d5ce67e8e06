package io.embed4j.neural.family;

import static io.embed4j.neural.family.DoubleLayers.add;
import static io.embed4j.neural.family.DoubleLayers.attention;
import static io.embed4j.neural.family.DoubleLayers.map;
import static io.embed4j.neural.family.DoubleLayers.times;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.EncoderDecoder;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.DoubleLayers.Bias;
import io.embed4j.neural.family.DoubleLayers.Division;
import io.embed4j.neural.family.DoubleLayers.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T5's decoder, plain and gated, against a plain implementation in double. */
final class T5OracleTest {
  private static final int VOCABULARY = 50;
  private static final int DIM = 24;
  private static final int WIDTH = 3 * 10;
  private static final int INNER = 40;

  private static List<int[]> sequences(int... lengths) {
    SplittableRandom random = new SplittableRandom(6);
    return Arrays.stream(lengths).mapToObj(n -> random.ints(n, 0, VOCABULARY).toArray()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDecoderSeesItsPastAndAllOfTheSource(boolean gated) {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config.put("model_type", "t5").put("d_model", DIM).put("d_kv", 10).put("d_ff", INNER);
    config.put("num_layers", 1).put("num_decoder_layers", 2).put("num_heads", 3);
    config.put("feed_forward_proj", gated ? "gated-gelu" : "relu");
    RandomWeights weights = new RandomWeights().linearWithoutBias("shared", DIM, VOCABULARY);
    side(weights, "encoder.", 1, gated);
    side(weights, "decoder.", 2, gated);
    List<int[]> source = sequences(4, 1, 150);
    List<int[]> target = sequences(6, 150, 2);
    EncoderDecoder model = Families.loadEncoderDecoder(config, weights);
    Matrix actual = model.forward(TokenBatch.of(source), TokenBatch.of(target), Workers.single());
    DoubleLayers layers = new DoubleLayers(weights);
    double[][] expected =
        IntStream.range(0, 3)
            .mapToObj(i -> decode(layers, source.get(i), target.get(i), gated))
            .flatMap(Arrays::stream)
            .toArray(double[][]::new);
    for (int i = 0; i < actual.rows(); i++) {
      for (int j = 0; j < DIM; j++) {
        if (!(Math.abs(actual.at(i, j) - expected[i][j]) <= 1e-4)) {
          throw new AssertionError(
              "(" + i + ", " + j + ") is " + actual.at(i, j) + ", expected " + expected[i][j]);
        }
      }
    }
    assertThatThrownBy(
            () ->
                model.forward(TokenBatch.of(source), TokenBatch.of(sequences(1)), Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target must have 3 sequences as source, but has 1");
  }

  private static void side(RandomWeights weights, String side, int blocks, boolean gated) {
    boolean decoder = side.equals("decoder.");
    for (int i = 0; i < blocks; i++) {
      String layer = side + "block." + i + ".layer.";
      attentionOf(weights, layer + "0.SelfAttention.");
      if (i == 0) {
        weights.linearWithoutBias(layer + "0.SelfAttention.relative_attention_bias", 3, 32);
      }
      weights.add(layer + "0.layer_norm.weight", 1, DIM).add(layer + "1.layer_norm.weight", 1, DIM);
      if (decoder) {
        attentionOf(weights, layer + "1.EncDecAttention.");
        weights.add(layer + "2.layer_norm.weight", 1, DIM);
      }
      String dense = layer + (decoder ? 2 : 1) + ".DenseReluDense.";
      for (String name : gated ? List.of("wi_0", "wi_1") : List.of("wi")) {
        weights.linearWithoutBias(dense + name, DIM, INNER);
      }
      weights.linearWithoutBias(dense + "wo", INNER, DIM);
    }
    weights.add(side + "final_layer_norm.weight", 1, DIM);
  }

  private static void attentionOf(RandomWeights weights, String name) {
    weights
        .linearWithoutBias(name + "q", DIM, WIDTH)
        .linearWithoutBias(name + "k", DIM, WIDTH)
        .linearWithoutBias(name + "v", DIM, WIDTH)
        .linearWithoutBias(name + "o", WIDTH, DIM);
  }

  private static double[][] decode(DoubleLayers layers, int[] source, int[] target, boolean gated) {
    double[][] x = layers.rows("shared.weight", source);
    Bias both = bias(layers, "encoder.", true);
    x = add(x, attend(layers, "encoder.block.0.layer.0.", x, (i, j) -> true, both));
    x = add(x, feedForward(layers, "encoder.block.0.layer.1.", x, gated));
    double[][] memory = layers.rmsNorm("encoder.final_layer_norm", x, 1e-6, 0);
    double[][] y = layers.rows("shared.weight", target);
    Bias past = bias(layers, "decoder.", false);
    for (int i = 0; i < 2; i++) {
      String layer = "decoder.block." + i + ".layer.";
      y = add(y, attend(layers, layer + "0.", y, (query, key) -> key <= query, past));
      double[][] n = layers.rmsNorm(layer + "1.layer_norm", y, 1e-6, 0);
      String name = layer + "1.EncDecAttention.";
      y = add(y, mix(layers, name, n, memory, (query, key) -> true, (head, query, key) -> 0));
      y = add(y, feedForward(layers, layer + "2.", y, gated));
    }
    return layers.rmsNorm("decoder.final_layer_norm", y, 1e-6, 0);
  }

  private static double[][] attend(
      DoubleLayers layers, String layer, double[][] x, Mask mask, Bias bias) {
    double[][] n = layers.rmsNorm(layer + "layer_norm", x, 1e-6, 0);
    return mix(layers, layer + "SelfAttention.", n, n, mask, bias);
  }

  private static double[][] mix(
      DoubleLayers layers, String name, double[][] x, double[][] keys, Mask mask, Bias bias) {
    double[][] mixed =
        attention(
            layers.linear(name + "q", x),
            layers.linear(name + "k", keys),
            layers.linear(name + "v", keys),
            new Division(3, 3, 1),
            mask,
            bias);
    return layers.linear(name + "o", mixed);
  }

  private static double[][] feedForward(
      DoubleLayers layers, String layer, double[][] x, boolean gated) {
    double[][] n = layers.rmsNorm(layer + "layer_norm", x, 1e-6, 0);
    String dense = layer + "DenseReluDense.";
    double[][] h =
        gated
            ? times(
                map(layers.linear(dense + "wi_0", n), DoubleLayers::tanhGelu),
                layers.linear(dense + "wi_1", n))
            : map(layers.linear(dense + "wi", n), v -> Math.max(v, 0));
    return layers.linear(dense + "wo", h);
  }

  /** The buckets of the paper: exact up to half of them, then growing with the logarithm. */
  private static Bias bias(DoubleLayers layers, String side, boolean both) {
    String name = side + "block.0.layer.0.SelfAttention.relative_attention_bias.weight";
    float[] table = layers.weights().of(name);
    return (head, query, key) -> {
      int count = both ? 16 : 32;
      int distance = both ? Math.abs(key - query) : Math.max(query - key, 0);
      int exact = count / 2;
      double large = exact + exact * Math.log((double) distance / exact) / Math.log(128.0 / exact);
      int bucket = distance < exact ? distance : (int) Math.min(count - 1, large + 1e-9);
      return table[(bucket + (both && key > query ? count : 0)) * 3 + head];
    };
  }
}
