package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.neural.attention.HeadNorms;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.Rope;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gemma 3 (Gemma Team 2025) and EmbeddingGemma, which sees both sides: every sixth layer sees the
 * whole sequence, the others a window; norms are stored as the difference from 1, also of what is
 * added; embeddings are scaled by √dim.
 */
final class Gemma3 {
  private Gemma3() {}

  static TextModel load(Config config, Checkpoint weights) {
    config.requireOnly("attention_bias", "false");
    config.requireOnly("attn_logit_softcapping", "null");
    Checkpoint root = weights.around("embed_tokens.weight");
    int dim = config.count("hidden_size");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      blocks.add(block(config, root.at("layers." + i + "."), dim, i));
    }
    return new Transformer(
        TextEmbeddings.ofWords(root.embedding("embed_tokens", dim).scaled((float) Math.sqrt(dim))),
        blocks,
        root.rmsNormFromOne("norm", dim, epsilon(config)),
        Optional.empty(),
        dim);
  }

  private static Block block(Config config, Checkpoint part, int dim, int layer) {
    double epsilon = epsilon(config);
    return new PreNormBlock(
        part.rmsNormFromOne("input_layernorm", dim, epsilon),
        attention(config, part.at("self_attn."), dim, layer),
        part.rmsNormFromOne("post_attention_layernorm", dim, epsilon),
        part.rmsNormFromOne("pre_feedforward_layernorm", dim, epsilon),
        Llama.feedForward(config, part, dim),
        part.rmsNormFromOne("post_feedforward_layernorm", dim, epsilon));
  }

  private static SelfAttention attention(Config config, Checkpoint part, int dim, int layer) {
    int count = config.count("num_attention_heads");
    int headDim = config.count("head_dim", 256);
    Heads heads =
        new Heads(
            count,
            config.count("num_key_value_heads", count),
            headDim,
            Heads.inverseRoot(config.number("query_pre_attn_scalar", 256)));
    boolean whole = isWhole(config, layer);
    return SelfAttention.of(
            part.joinedWithoutBias(
                dim,
                new int[] {heads.queryWidth(), heads.keyWidth(), heads.keyWidth()},
                "q_proj",
                "k_proj",
                "v_proj"),
            part.linearWithoutBias("o_proj", heads.queryWidth(), dim),
            heads)
        .with(
            new HeadNorms(
                part.rmsNormFromOne("q_norm", headDim, epsilon(config)),
                part.rmsNormFromOne("k_norm", headDim, epsilon(config))))
        .with(rope(config, headDim, whole))
        .within(span(config, whole));
  }

  private static boolean isWhole(Config config, int layer) {
    JsonNode types = config.json().path("layer_types");
    return types.isArray()
        ? types.path(layer).asText().equals("full_attention")
        : (layer + 1) % config.count("sliding_window_pattern", 6) == 0;
  }

  private static Rope rope(Config config, int headDim, boolean whole) {
    JsonNode parameters =
        config.json().path("rope_parameters").path(whole ? "full_attention" : "sliding_attention");
    if (!whole) {
      double local = config.number("rope_local_base_freq", 10_000);
      return new Rope(headDim, parameters.path("rope_theta").asDouble(local), 1);
    }
    double global = config.number("rope_theta", 1_000_000);
    JsonNode scaling = parameters.isObject() ? parameters : config.json().path("rope_scaling");
    return Ropes.scaled(scaling, headDim, parameters.path("rope_theta").asDouble(global));
  }

  private static Span span(Config config, boolean whole) {
    boolean bothSides = config.isTrue("use_bidirectional_attention", false);
    if (whole) {
      return bothSides ? Span.full() : Span.causal();
    }
    int window = config.count("sliding_window", 4096);
    return bothSides ? new Span(window / 2, window / 2) : new Span(window - 1, 0);
  }

  private static double epsilon(Config config) {
    return config.number("rms_norm_eps", 1e-6);
  }
}
