package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.Rope;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.GatedFeedForward;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ModernBERT (Warner et al. 2024): turned queries and keys, gated feed-forward, no biases; every
 * third layer sees the whole sequence, the others a window.
 */
final class ModernBert {
  private ModernBert() {}

  static TextModel load(Config config, Checkpoint weights) {
    for (String bias : List.of("norm_bias", "attention_bias", "mlp_bias")) {
      config.requireOnly(bias, "false");
    }
    Checkpoint root = weights.around("embeddings.tok_embeddings.weight");
    int dim = config.count("hidden_size");
    double epsilon = config.number("norm_eps", 1e-5);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      blocks.add(block(config, root.at("layers." + i + "."), i));
    }
    return new Transformer(
        new TextEmbeddings(
            root.embedding("embeddings.tok_embeddings", dim),
            Optional.empty(),
            new Positions.From(0),
            Optional.empty(),
            root.layerNormWithoutBias("embeddings.norm", dim, epsilon),
            Optional.empty(),
            Integer.MAX_VALUE),
        blocks,
        root.layerNormWithoutBias("final_norm", dim, epsilon),
        Optional.empty(),
        dim);
  }

  private static Block block(Config config, Checkpoint part, int layer) {
    int dim = config.count("hidden_size");
    int inner = config.count("intermediate_size");
    double epsilon = config.number("norm_eps", 1e-5);
    Norm first = layer == 0 ? new NoNorm() : part.layerNormWithoutBias("attn_norm", dim, epsilon);
    return PreNormBlock.of(
        first,
        attention(config, part, layer, dim),
        part.layerNormWithoutBias("mlp_norm", dim, epsilon),
        new GatedFeedForward(
            part.linearWithoutBias("mlp.Wi", dim, 2 * inner),
            Activation.of(config.text("hidden_activation", "gelu")),
            part.linearWithoutBias("mlp.Wo", inner, dim)));
  }

  private static SelfAttention attention(Config config, Checkpoint part, int layer, int dim) {
    int heads = config.count("num_attention_heads");
    int headDim = dim / heads;
    SelfAttention attention =
        SelfAttention.of(
            part.linearWithoutBias("attn.Wqkv", dim, 3 * dim),
            part.linearWithoutBias("attn.Wo", dim, dim),
            Heads.of(heads, headDim));
    boolean whole = isWhole(config, layer);
    SelfAttention turned = attention.with(rope(config, headDim, whole));
    int toEachSide = config.count("local_attention", 128) / 2;
    return whole ? turned : turned.within(new Span(toEachSide, toEachSide));
  }

  /**
   * Newer files say it of each layer, older ones how many layers there are from one to the next.
   */
  private static boolean isWhole(Config config, int layer) {
    JsonNode types = config.json().path("layer_types");
    return types.isArray()
        ? types.path(layer).asText().equals("full_attention")
        : layer % config.count("global_attn_every_n_layers", 3) == 0;
  }

  /** Newer files have {@code rope_parameters} of both kinds of layers in place of two bases. */
  private static Rope rope(Config config, int headDim, boolean whole) {
    double global = config.number("global_rope_theta", 160_000);
    boolean same = config.json().path("local_rope_theta").isNull();
    double local = same ? global : config.number("local_rope_theta", 10_000);
    JsonNode parameters =
        config.json().path("rope_parameters").path(whole ? "full_attention" : "sliding_attention");
    double base = parameters.path("rope_theta").asDouble(whole ? global : local);
    return Ropes.scaled(parameters, headDim, base);
  }
}
