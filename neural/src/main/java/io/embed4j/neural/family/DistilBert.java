package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
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

/** DistilBERT (Sanh et al. 2019): BERT without types and without a pooler. */
final class DistilBert {
  private static final double EPSILON = 1e-12;

  private DistilBert() {}

  static TextModel load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("embeddings.word_embeddings.weight");
    Checkpoint embeddings = root.at("embeddings.");
    int dim = config.count("dim");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("n_layers"); i++) {
      blocks.add(block(config, root.at("transformer.layer." + i + "."), dim));
    }
    return new Transformer(
        TextEmbeddings.withPositions(
            embeddings.embedding("word_embeddings", dim),
            embeddings.embedding("position_embeddings", dim),
            new Positions.From(0),
            Optional.empty(),
            embeddings.layerNorm("LayerNorm", dim, EPSILON)),
        blocks,
        new NoNorm(),
        Optional.empty(),
        dim);
  }

  private static Block block(Config config, Checkpoint part, int dim) {
    int heads = config.count("n_heads");
    int inner = config.count("hidden_dim");
    return new PostNormBlock(
        SelfAttention.of(
            part.joined(dim, dim, "attention.q_lin", "attention.k_lin", "attention.v_lin"),
            part.linear("attention.out_lin", dim, dim),
            Heads.of(heads, dim / heads)),
        part.layerNorm("sa_layer_norm", dim, EPSILON),
        new PlainFeedForward(
            part.linear("ffn.lin1", dim, inner),
            Activation.of(config.text("activation")),
            part.linear("ffn.lin2", inner, dim)),
        part.layerNorm("output_layer_norm", dim, EPSILON));
  }
}
