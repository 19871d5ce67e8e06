package io.embed4j.neural.family;

import static io.embed4j.neural.family.DoubleLayers.add;
import static io.embed4j.neural.family.DoubleLayers.attention;
import static io.embed4j.neural.family.DoubleLayers.columns;
import static io.embed4j.neural.family.DoubleLayers.map;
import static io.embed4j.neural.family.DoubleLayers.rope;
import static io.embed4j.neural.family.DoubleLayers.times;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.DoubleLayers.Division;
import io.embed4j.neural.family.DoubleLayers.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families without a fixture, against plain implementations in double. */
final class OracleTest {
  private static final int VOCABULARY = MadeUpModel.VOCABULARY;
  private static final int DIM = MadeUpModel.DIM;
  private static final double TOLERANCE = 5e-5;
  private static final int[] SOURCE_LENGTHS = {1, 7, 33, 40};
  private static final int[] TARGET_LENGTHS = {5, 1, 3, 37};

  private static List<int[]> sequences(int... lengths) {
    SplittableRandom random = new SplittableRandom(5);
    return Arrays.stream(lengths).mapToObj(n -> random.ints(n, 0, VOCABULARY).toArray()).toList();
  }

  private static void check(Matrix actual, List<double[][]> expected) {
    double[][] rows = expected.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    for (int i = 0; i < actual.rows(); i++) {
      for (int j = 0; j < actual.columns(); j++) {
        double difference = Math.abs(actual.at(i, j) - rows[i][j]);
        if (!(difference <= TOLERANCE * (1 + Math.abs(rows[i][j])))) {
          throw new AssertionError(
              "(" + i + ", " + j + ") is " + actual.at(i, j) + ", expected " + rows[i][j]);
        }
      }
    }
  }

  private static double noBias(int head, int query, int key) {
    return 0;
  }

  private static boolean all(int query, int key) {
    return true;
  }

  private static boolean causal(int query, int key) {
    return key <= query;
  }

  @Test
  void nomicBertTurnsGatesAndNormalisesAfterTheSum() {
    MadeUpModel model = MadeUpModel.nomicBert();
    List<int[]> ids = sequences(SOURCE_LENGTHS);
    Matrix actual = model.load().forward(TokenBatch.of(ids), Workers.single()).last();
    check(
        actual,
        ids.stream().map(row -> nomicBert(new DoubleLayers(model.weights()), row)).toList());
  }

  private static double[][] nomicBert(DoubleLayers layers, int[] ids) {
    double[][] types = layers.rows("embeddings.token_type_embeddings.weight", new int[ids.length]);
    double[][] x = add(layers.rows("embeddings.word_embeddings.weight", ids), types);
    x = layers.layerNorm("emb_ln", x, 1e-12);
    for (int i = 0; i < 2; i++) {
      String layer = "encoder.layers." + i + ".";
      double[][] qkv = layers.linear(layer + "attn.Wqkv", x);
      double[][] q = rope(columns(qkv, 0, DIM), 8, 1000);
      double[][] k = rope(columns(qkv, DIM, 2 * DIM), 8, 1000);
      double[][] v = columns(qkv, 2 * DIM, 3 * DIM);
      Division division = new Division(3, 3, 1 / Math.sqrt(8));
      double[][] mixed = attention(q, k, v, division, OracleTest::all, OracleTest::noBias);
      double[][] a = layers.linear(layer + "attn.out_proj", mixed);
      x = layers.layerNorm(layer + "norm1", add(x, a), 1e-12);
      double[][] gate = map(layers.linear(layer + "mlp.fc12", x), DoubleLayers::silu);
      double[][] h = times(gate, layers.linear(layer + "mlp.fc11", x));
      x = layers.layerNorm(layer + "norm2", add(x, layers.linear(layer + "mlp.fc2", h)), 1e-12);
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gemma3SeesAWindowAndEveryThirdLayerAll(boolean bothSides) {
    MadeUpModel model = MadeUpModel.gemma3(bothSides);
    List<int[]> ids = sequences(SOURCE_LENGTHS);
    Matrix actual = model.load().forward(TokenBatch.of(ids), Workers.single()).last();
    DoubleLayers layers = new DoubleLayers(model.weights());
    check(actual, ids.stream().map(row -> gemma3(layers, row, bothSides)).toList());
  }

  private static double[][] gemma3(DoubleLayers layers, int[] ids, boolean bothSides) {
    double[][] x = map(layers.rows("model.embed_tokens.weight", ids), v -> v * Math.sqrt(DIM));
    for (int i = 0; i < 3; i++) {
      String layer = "model.layers." + i + ".";
      boolean whole = i == 2;
      Mask mask =
          (query, key) ->
              (bothSides || key <= query) && (whole || Math.abs(query - key) < (bothSides ? 4 : 6));
      double[][] n = layers.rmsNorm(layer + "input_layernorm", x, 1e-6, 1);
      double base = whole ? 100_000 : 1000;
      double[][] q = layers.linear(layer + "self_attn.q_proj", n);
      double[][] k = layers.linear(layer + "self_attn.k_proj", n);
      double[][] mixed =
          attention(
              rope(layers.rmsNorm(layer + "self_attn.q_norm", q, 1e-6, 1), 10, base),
              rope(layers.rmsNorm(layer + "self_attn.k_norm", k, 1e-6, 1), 10, base),
              layers.linear(layer + "self_attn.v_proj", n),
              new Division(4, 2, 1 / Math.sqrt(12)),
              mask,
              OracleTest::noBias);
      double[][] a = layers.linear(layer + "self_attn.o_proj", mixed);
      x = add(x, layers.rmsNorm(layer + "post_attention_layernorm", a, 1e-6, 1));
      n = layers.rmsNorm(layer + "pre_feedforward_layernorm", x, 1e-6, 1);
      double[][] gate = map(layers.linear(layer + "mlp.gate_proj", n), DoubleLayers::tanhGelu);
      double[][] h = times(gate, layers.linear(layer + "mlp.up_proj", n));
      double[][] f = layers.linear(layer + "mlp.down_proj", h);
      x = add(x, layers.rmsNorm(layer + "post_feedforward_layernorm", f, 1e-6, 1));
    }
    return layers.rmsNorm("model.norm", x, 1e-6, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "relu"})
  void bartDecodesWithPositionsFromTwo(String activation) {
    MadeUpModel model = MadeUpModel.bart(activation);
    List<int[]> source = sequences(SOURCE_LENGTHS);
    List<int[]> target = sequences(TARGET_LENGTHS);
    DoubleUnaryOperator function =
        activation.equals("gelu") ? DoubleLayers::gelu : x -> Math.max(x, 0);
    DoubleLayers layers = new DoubleLayers(model.weights());
    List<double[][]> encoded =
        source.stream().map(row -> bartEncoder(layers, row, function)).toList();
    TokenBatch sourceBatch = TokenBatch.of(source);
    check(model.load().forward(sourceBatch, Workers.single()).last(), encoded);
    check(
        Families.loadEncoderDecoder(model.config(), model.weights())
            .forward(sourceBatch, TokenBatch.of(target), Workers.single()),
        IntStream.range(0, 4)
            .mapToObj(i -> bartDecoder(layers, target.get(i), encoded.get(i), function))
            .toList());
  }

  private static double[][] bartEmbeddings(DoubleLayers layers, String side, int[] ids) {
    double[][] words = map(layers.rows("model.shared.weight", ids), v -> v * Math.sqrt(DIM));
    int[] positions = IntStream.range(2, ids.length + 2).toArray();
    double[][] sum = add(words, layers.rows(side + "embed_positions.weight", positions));
    return layers.layerNorm(side + "layernorm_embedding", sum, 1e-5);
  }

  private static double[][] bartAttention(
      DoubleLayers layers, String name, double[][] x, double[][] keys, int heads, Mask mask) {
    double[][] mixed =
        attention(
            layers.linear(name + ".q_proj", x),
            layers.linear(name + ".k_proj", keys),
            layers.linear(name + ".v_proj", keys),
            new Division(heads, heads, 1 / Math.sqrt((double) DIM / heads)),
            mask,
            OracleTest::noBias);
    double[][] sum = add(x, layers.linear(name + ".out_proj", mixed));
    return layers.layerNorm(name + "_layer_norm", sum, 1e-5);
  }

  private static double[][] bartFeedForward(
      DoubleLayers layers, String layer, double[][] x, DoubleUnaryOperator function) {
    double[][] h = map(layers.linear(layer + "fc1", x), function);
    return layers.layerNorm(
        layer + "final_layer_norm", add(x, layers.linear(layer + "fc2", h)), 1e-5);
  }

  private static double[][] bartEncoder(
      DoubleLayers layers, int[] ids, DoubleUnaryOperator function) {
    double[][] x = bartEmbeddings(layers, "model.encoder.", ids);
    String layer = "model.encoder.layers.0.";
    x = bartAttention(layers, layer + "self_attn", x, x, 4, OracleTest::all);
    return bartFeedForward(layers, layer, x, function);
  }

  private static double[][] bartDecoder(
      DoubleLayers layers, int[] ids, double[][] encoded, DoubleUnaryOperator function) {
    double[][] x = bartEmbeddings(layers, "model.decoder.", ids);
    for (int i = 0; i < 2; i++) {
      String layer = "model.decoder.layers." + i + ".";
      x = bartAttention(layers, layer + "self_attn", x, x, 3, OracleTest::causal);
      x = bartAttention(layers, layer + "encoder_attn", x, encoded, 3, OracleTest::all);
      x = bartFeedForward(layers, layer, x, function);
    }
    return x;
  }
}
