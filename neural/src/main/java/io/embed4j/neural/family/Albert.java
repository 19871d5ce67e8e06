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
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** ALBERT (Lan et al. 2020): narrow embeddings, and layers that share their weights. */
final class Albert {
  private Albert() {}

  static TextModel load(Config config, Checkpoint weights) {
    config.requireOnly("position_embedding_type", "absolute");
    config.requireOnly("inner_group_num", "1");
    Checkpoint root = weights.around("embeddings.word_embeddings.weight");
    int dim = config.count("hidden_size");
    int layers = config.count("num_hidden_layers");
    int groups = config.count("num_hidden_groups", 1);
    List<Block> shared =
        IntStream.range(0, groups)
            .mapToObj(
                i ->
                    block(
                        config,
                        root.at("encoder.albert_layer_groups." + i + ".albert_layers.0."),
                        dim))
            .toList();
    Optional<Pooler> pooler =
        root.has("pooler.weight")
            ? Optional.of(new DensePooler(root.linear("pooler", dim, dim), Activation.TANH))
            : Optional.empty();
    return new Transformer(
        embeddings(config, root, dim),
        IntStream.range(0, layers).mapToObj(i -> shared.get(i * groups / layers)).toList(),
        new NoNorm(),
        pooler,
        dim);
  }

  private static TextEmbeddings embeddings(Config config, Checkpoint root, int dim) {
    int narrow = config.count("embedding_size");
    Checkpoint part = root.at("embeddings.");
    Embedding positions = part.embedding("position_embeddings", narrow);
    return new TextEmbeddings(
        part.embedding("word_embeddings", narrow),
        Optional.of(positions),
        new Positions.From(0),
        Optional.of(part.embedding("token_type_embeddings", narrow)),
        part.layerNorm("LayerNorm", narrow, config.number("layer_norm_eps", 1e-12)),
        Optional.of(root.linear("encoder.embedding_hidden_mapping_in", narrow, dim)),
        positions.rows());
  }

  private static Block block(Config config, Checkpoint part, int dim) {
    int heads = config.count("num_attention_heads");
    int inner = config.count("intermediate_size");
    double epsilon = config.number("layer_norm_eps", 1e-12);
    return new PostNormBlock(
        SelfAttention.of(
            part.joined(dim, dim, "attention.query", "attention.key", "attention.value"),
            part.linear("attention.dense", dim, dim),
            Heads.of(heads, dim / heads)),
        part.layerNorm("attention.LayerNorm", dim, epsilon),
        new PlainFeedForward(
            part.linear("ffn", dim, inner),
            Activation.of(config.text("hidden_act")),
            part.linear("ffn_output", inner, dim)),
        part.layerNorm("full_layer_layer_norm", dim, epsilon));
  }
}
