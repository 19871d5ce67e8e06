package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.DensePooler;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import io.embed4j.neural.layer.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ViT: Dosovitskiy et al.: An Image Is Worth 16x16 Words, 2021. */
final class ViT {
  private ViT() {}

  static GridModel load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("embeddings.patch_embeddings.projection.weight");
    int dim = config.count("hidden_size", 768);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers", 12); i++) {
      blocks.add(block(config, root.at("encoder.layer." + i + "."), dim));
    }
    Optional<Pooler> pooler =
        root.has("pooler.dense.weight")
            ? Optional.of(new DensePooler(root.linear("pooler.dense", dim, dim), Activation.TANH))
            : Optional.empty();
    Stack stack = new Stack(blocks, root.layerNorm("layernorm", dim, epsilon(config)), pooler);
    return new GridTransformer(
        PatchInputs.ofClassToken(
            config, root.at("embeddings."), "patch_embeddings.projection", 16, new NoNorm()),
        stack,
        dim);
  }

  /** Returns what is added to variances, in AST as well. */
  static double epsilon(Config config) {
    return config.number("layer_norm_eps", 1e-12);
  }

  /** Returns a block of ViT and AST. */
  static Block block(Config config, Checkpoint part, int dim) {
    int inner = config.count("intermediate_size", 3072);
    return PreNormBlock.of(
        part.layerNorm("layernorm_before", dim, epsilon(config)),
        attention(config, part, dim),
        part.layerNorm("layernorm_after", dim, epsilon(config)),
        new PlainFeedForward(
            part.linear("intermediate.dense", dim, inner),
            Activation.of(config.text("hidden_act", "gelu")),
            part.linear("output.dense", inner, dim)));
  }

  /** Returns the attention of ViT and DINOv2. */
  static SelfAttention attention(Config config, Checkpoint part, int dim) {
    int heads = config.count("num_attention_heads", 12);
    String[] names = {
      "attention.attention.query", "attention.attention.key", "attention.attention.value"
    };
    return SelfAttention.of(
        config.isTrue("qkv_bias", true)
            ? part.joined(dim, dim, names)
            : part.joinedWithoutBias(dim, new int[] {dim, dim, dim}, names),
        part.linear("attention.output.dense", dim, dim),
        Heads.of(heads, dim / heads));
  }
}
