package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.RelativeBias;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PostNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MPNet (Song et al. 2020): positions as RoBERTa, and one relative bias for all layers. */
final class Mpnet {
  private static final int MAX_DISTANCE = 128;
  private static final int PADDING = 1;

  private Mpnet() {}

  static TextModel load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("embeddings.word_embeddings.weight");
    Checkpoint embeddings = root.at("embeddings.");
    int dim = config.count("hidden_size");
    int heads = config.count("num_attention_heads");
    int buckets = config.count("relative_attention_num_buckets", 32);
    RelativeBias bias =
        new RelativeBias(
            root.matrix("encoder.relative_attention_bias.weight", buckets, heads),
            buckets,
            heads,
            MAX_DISTANCE,
            true);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      blocks.add(block(config, root.at("encoder.layer." + i + "."), dim, bias));
    }
    return new Transformer(
        TextEmbeddings.withPositions(
            embeddings.embedding("word_embeddings", dim),
            embeddings.embedding("position_embeddings", dim),
            new Positions.AfterPadding(PADDING),
            Optional.empty(),
            embeddings.layerNorm("LayerNorm", dim, config.number("layer_norm_eps", 1e-12))),
        blocks,
        new NoNorm(),
        Bert.pooler(root, dim),
        dim);
  }

  private static Block block(Config config, Checkpoint part, int dim, RelativeBias bias) {
    int inner = config.count("intermediate_size");
    double epsilon = config.number("layer_norm_eps", 1e-12);
    SelfAttention attention =
        SelfAttention.of(
            part.joined(dim, dim, "attention.attn.q", "attention.attn.k", "attention.attn.v"),
            part.linear("attention.attn.o", dim, dim),
            Heads.of(bias.heads(), dim / bias.heads()));
    return new PostNormBlock(
        attention.with(bias),
        part.layerNorm("attention.LayerNorm", dim, epsilon),
        new PlainFeedForward(
            part.linear("intermediate.dense", dim, inner),
            Activation.of(config.text("hidden_act")),
            part.linear("output.dense", inner, dim)),
        part.layerNorm("output.LayerNorm", dim, epsilon));
  }
}
