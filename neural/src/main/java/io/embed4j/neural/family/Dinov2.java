package io.embed4j.neural.family;

import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.FirstPooler;
import io.embed4j.neural.layer.GatedFeedForward;
import io.embed4j.neural.layer.LayerScale;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DINOv2 (Oquab et al. 2023): a ViT that scales what its blocks add; pooled is its class token. */
final class Dinov2 {
  private static final int PATCH = 14;

  private Dinov2() {}

  static GridModel load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("embeddings.patch_embeddings.projection.weight");
    int dim = config.count("hidden_size", 768);
    double epsilon = config.number("layer_norm_eps", 1e-6);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers", 12); i++) {
      Checkpoint part = root.at("encoder.layer." + i + ".");
      blocks.add(
          new PreNormBlock(
              part.layerNorm("norm1", dim, epsilon),
              ViT.attention(config, part, dim),
              new LayerScale(part.vector("layer_scale1.lambda1", dim)),
              part.layerNorm("norm2", dim, epsilon),
              feedForward(config, part.at("mlp."), dim),
              new LayerScale(part.vector("layer_scale2.lambda1", dim))));
    }
    return new GridTransformer(
        PatchInputs.ofClassToken(
            config, root.at("embeddings."), "patch_embeddings.projection", PATCH, new NoNorm()),
        new Stack(
            blocks,
            root.layerNorm("layernorm", dim, epsilon),
            Optional.of(new FirstPooler(new NoNorm()))),
        dim);
  }

  private static FeedForward feedForward(Config config, Checkpoint part, int dim) {
    int inner = (int) (dim * config.number("mlp_ratio", 4));
    if (config.isTrue("use_swiglu_ffn", false)) {
      int gated = (inner * 2 / 3 + 7) / 8 * 8;
      return new GatedFeedForward(
          part.linear("weights_in", dim, 2 * gated),
          Activation.SILU,
          part.linear("weights_out", gated, dim));
    }
    return new PlainFeedForward(
        part.linear("fc1", dim, inner),
        Activation.of(config.text("hidden_act", "gelu")),
        part.linear("fc2", inner, dim));
  }
}
