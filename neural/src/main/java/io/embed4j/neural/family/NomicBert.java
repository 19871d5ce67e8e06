package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.Rope;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PostNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.GatedFeedForward;
import io.embed4j.neural.layer.NoNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NomicBERT (Nussbaum et al. 2024): BERT with turned queries and keys in place of learnt positions,
 * gated feed-forward, and no biases but those of the norms. The settings have the names of GPT-2.
 */
final class NomicBert {
  private NomicBert() {}

  static TextModel load(Config config, Checkpoint weights) {
    config.requireOnly("prenorm", "false");
    config.requireOnly("use_rms_norm", "false");
    config.requireOnly("qkv_proj_bias", "false");
    config.requireOnly("mlp_fc1_bias", "false");
    config.requireOnly("mlp_fc2_bias", "false");
    config.requireOnly("rotary_emb_interleaved", "false");
    config.requireOnly("moe_every_n_layers", "0");
    Checkpoint root = weights.around("embeddings.word_embeddings.weight");
    int dim = config.count("n_embd");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("n_layer"); i++) {
      blocks.add(block(config, root.at("encoder.layers." + i + "."), dim));
    }
    return new Transformer(
        new TextEmbeddings(
            root.embedding("embeddings.word_embeddings", dim),
            Optional.empty(),
            new Positions.From(0),
            root.has("embeddings.token_type_embeddings.weight")
                ? Optional.of(root.embedding("embeddings.token_type_embeddings", dim))
                : Optional.empty(),
            root.layerNorm("emb_ln", dim, epsilon(config)),
            Optional.empty(),
            maxPositions(config)),
        blocks,
        new NoNorm(),
        Optional.empty(),
        dim);
  }

  /**
   * Beyond the positions of the training, a scaling factor would turn the longer texts by another
   * base (NTK), which is not written; up to there it changes nothing.
   */
  private static int maxPositions(Config config) {
    return config.number("rotary_scaling_factor", 0) == 0
        ? Integer.MAX_VALUE
        : config.count("max_trained_positions", 2048);
  }

  private static Block block(Config config, Checkpoint part, int dim) {
    int heads = config.count("n_head");
    int inner = config.count("n_inner", 4 * dim);
    int headDim = dim / heads;
    SelfAttention attention =
        SelfAttention.of(
            part.linearWithoutBias("attn.Wqkv", dim, 3 * dim),
            part.linearWithoutBias("attn.out_proj", dim, dim),
            Heads.of(heads, headDim));
    int turned = (int) (headDim * config.number("rotary_emb_fraction", 1));
    return new PostNormBlock(
        attention.with(new Rope(turned, config.number("rotary_emb_base", 10_000), 1)),
        part.layerNorm("norm1", dim, epsilon(config)),
        new GatedFeedForward(
            part.joinedWithoutBias(dim, new int[] {inner, inner}, "mlp.fc12", "mlp.fc11"),
            activation(config.text("activation_function")),
            part.linearWithoutBias("mlp.fc2", inner, dim)),
        part.layerNorm("norm2", dim, epsilon(config)));
  }

  private static Activation activation(String name) {
    return switch (name) {
      case "swiglu" -> Activation.SILU;
      case "geglu" -> Activation.GELU;
      default ->
          throw new ModelFormatException(
              "config.json: activation_function "
                  + name
                  + " is not supported, only swiglu and geglu");
    };
  }

  private static double epsilon(Config config) {
    return config.number("layer_norm_epsilon", 1e-12);
  }
}
