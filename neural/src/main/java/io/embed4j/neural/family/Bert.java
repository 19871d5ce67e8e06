package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PostNormBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.DensePooler;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import io.embed4j.neural.layer.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * BERT (Devlin et al. 2019) and what has its weights under the same names: MiniLM, BGE, E5, GTE,
 * Arctic; RoBERTa (Liu et al. 2019) and XLM-R (Conneau et al. 2020), which count positions in
 * another way.
 */
final class Bert {
  private Bert() {}

  static TextModel bert(Config config, Checkpoint weights) {
    return load(config, weights, new Positions.From(0));
  }

  static TextModel roberta(Config config, Checkpoint weights) {
    return load(
        config, weights, new Positions.AfterPadding(config.json().path("pad_token_id").asInt(1)));
  }

  private static TextModel load(Config config, Checkpoint weights, Positions rule) {
    config.requireOnly("position_embedding_type", "absolute");
    Checkpoint root = weights.around("embeddings.word_embeddings.weight");
    int dim = config.count("hidden_size");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      blocks.add(block(config, root.at("encoder.layer." + i + "."), dim));
    }
    return new Transformer(
        embeddings(config, root.at("embeddings."), dim, rule),
        blocks,
        new NoNorm(),
        pooler(root, dim),
        dim);
  }

  private static TextEmbeddings embeddings(
      Config config, Checkpoint part, int dim, Positions rule) {
    Embedding types = part.embedding("token_type_embeddings", dim);
    return TextEmbeddings.withPositions(
        part.embedding("word_embeddings", dim),
        part.embedding("position_embeddings", dim),
        rule,
        Optional.of(types),
        part.layerNorm("LayerNorm", dim, config.number("layer_norm_eps", 1e-12)));
  }

  private static Block block(Config config, Checkpoint part, int dim) {
    int heads = config.count("num_attention_heads");
    int inner = config.count("intermediate_size");
    double epsilon = config.number("layer_norm_eps", 1e-12);
    return new PostNormBlock(
        SelfAttention.of(
            part.joined(
                dim, dim, "attention.self.query", "attention.self.key", "attention.self.value"),
            part.linear("attention.output.dense", dim, dim),
            Heads.of(heads, dim / heads)),
        part.layerNorm("attention.output.LayerNorm", dim, epsilon),
        new PlainFeedForward(
            part.linear("intermediate.dense", dim, inner),
            Activation.of(config.text("hidden_act")),
            part.linear("output.dense", inner, dim)),
        part.layerNorm("output.LayerNorm", dim, epsilon));
  }

  /** Returns the pooler, which checkpoints without a task for it lack. */
  static Optional<Pooler> pooler(Checkpoint root, int dim) {
    return root.has("pooler.dense.weight")
        ? Optional.of(new DensePooler(root.linear("pooler.dense", dim, dim), Activation.TANH))
        : Optional.empty();
  }
}
