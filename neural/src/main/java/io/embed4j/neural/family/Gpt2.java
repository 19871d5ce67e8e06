package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GPT-2 (Radford et al. 2019): a token sees those before it; weights lie as inputs × outputs. */
final class Gpt2 {
  private Gpt2() {}

  static TextModel load(Config config, Checkpoint weights) {
    config.requireOnly("scale_attn_weights", "true");
    config.requireOnly("scale_attn_by_inverse_layer_idx", "false");
    Checkpoint root = weights.around("wte.weight");
    int dim = config.count("n_embd");
    double epsilon = config.number("layer_norm_epsilon", 1e-5);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("n_layer"); i++) {
      blocks.add(block(config, root.at("h." + i + "."), dim, epsilon));
    }
    return new Transformer(
        TextEmbeddings.withPositions(
            root.embedding("wte", dim),
            root.embedding("wpe", dim),
            new Positions.From(0),
            Optional.empty(),
            new NoNorm()),
        blocks,
        root.layerNorm("ln_f", dim, epsilon),
        Optional.empty(),
        dim);
  }

  private static Block block(Config config, Checkpoint part, int dim, double epsilon) {
    int heads = config.count("n_head");
    int inner = config.count("n_inner", 4 * dim);
    SelfAttention attention =
        SelfAttention.of(
            part.transposedLinear("attn.c_attn", dim, 3 * dim),
            part.transposedLinear("attn.c_proj", dim, dim),
            Heads.of(heads, dim / heads));
    return PreNormBlock.of(
        part.layerNorm("ln_1", dim, epsilon),
        attention.within(Span.causal()),
        part.layerNorm("ln_2", dim, epsilon),
        new PlainFeedForward(
            part.transposedLinear("mlp.c_fc", dim, inner),
            Activation.of(config.text("activation_function")),
            part.transposedLinear("mlp.c_proj", inner, dim)));
  }
}
