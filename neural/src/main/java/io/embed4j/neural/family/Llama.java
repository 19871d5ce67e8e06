package io.embed4j.neural.family;

import io.embed4j.neural.attention.HeadNorms;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.GatedFeedForward;
import io.embed4j.neural.layer.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Llama (Touvron et al. 2023) and its kin: turned queries and keys, grouped keys, norms without
 * mean, SwiGLU. Qwen 2 (Yang et al. 2024) adds biases to queries, keys and values; Qwen 3 (Yang et
 * al. 2025) normalises each head of queries and keys.
 */
final class Llama {
  private static final String[] PROJECTIONS = {
    "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"
  };

  private Llama() {}

  static TextModel llama(Config config, Checkpoint weights) {
    config.requireOnly("attention_bias", "false");
    config.requireOnly("mlp_bias", "false");
    return load(config, weights, Llama::plainAttention);
  }

  static TextModel qwen2(Config config, Checkpoint weights) {
    config.requireOnly("use_sliding_window", "false");
    return load(config, weights, Llama::biasedAttention);
  }

  static TextModel qwen3(Config config, Checkpoint weights) {
    config.requireOnly("attention_bias", "false");
    config.requireOnly("use_sliding_window", "false");
    return load(config, weights, Llama::normalizedAttention);
  }

  private interface AttentionOf {
    SelfAttention load(Config config, Checkpoint part, Heads heads, int dim);
  }

  private static TextModel load(Config config, Checkpoint weights, AttentionOf attention) {
    Checkpoint root = weights.around("embed_tokens.weight");
    int dim = config.count("hidden_size");
    double epsilon = config.number("rms_norm_eps");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      Checkpoint part = root.at("layers." + i + ".");
      Heads heads = heads(config, dim);
      blocks.add(
          PreNormBlock.of(
              part.rmsNorm("input_layernorm", dim, epsilon),
              attention
                  .load(config, part, heads, dim)
                  .with(Ropes.of(config, heads.dim()))
                  .within(Span.causal()),
              part.rmsNorm("post_attention_layernorm", dim, epsilon),
              feedForward(config, part, dim)));
    }
    return new Transformer(
        TextEmbeddings.ofWords(root.embedding("embed_tokens", dim)),
        blocks,
        root.rmsNorm("norm", dim, epsilon),
        Optional.empty(),
        dim);
  }

  private static Heads heads(Config config, int dim) {
    int count = config.count("num_attention_heads");
    int headDim = config.count("head_dim", dim / count);
    return new Heads(
        count, config.count("num_key_value_heads", count), headDim, Heads.inverseRoot(headDim));
  }

  /** Returns the feed-forward of Llama, Qwen and Gemma. */
  static GatedFeedForward feedForward(Config config, Checkpoint part, int dim) {
    int inner = config.count("intermediate_size");
    return new GatedFeedForward(
        part.joinedWithoutBias(dim, new int[] {inner, inner}, "mlp.gate_proj", "mlp.up_proj"),
        Activation.of(config.text(config.has("hidden_act") ? "hidden_act" : "hidden_activation")),
        part.linearWithoutBias("mlp.down_proj", inner, dim));
  }

  private static SelfAttention plainAttention(
      Config config, Checkpoint part, Heads heads, int dim) {
    return SelfAttention.of(
        part.joinedWithoutBias(dim, widths(heads), PROJECTIONS), output(part, heads, dim), heads);
  }

  private static SelfAttention biasedAttention(
      Config config, Checkpoint part, Heads heads, int dim) {
    return SelfAttention.of(
        part.joined(dim, widths(heads), PROJECTIONS), output(part, heads, dim), heads);
  }

  private static SelfAttention normalizedAttention(
      Config config, Checkpoint part, Heads heads, int dim) {
    double epsilon = config.number("rms_norm_eps");
    return plainAttention(config, part, heads, dim)
        .with(
            new HeadNorms(
                part.rmsNorm("self_attn.q_norm", heads.dim(), epsilon),
                part.rmsNorm("self_attn.k_norm", heads.dim(), epsilon)));
  }

  private static int[] widths(Heads heads) {
    return new int[] {heads.queryWidth(), heads.keyWidth(), heads.keyWidth()};
  }

  private static Linear output(Checkpoint part, Heads heads, int dim) {
    return part.linearWithoutBias("self_attn.o_proj", heads.queryWidth(), dim);
  }
}
