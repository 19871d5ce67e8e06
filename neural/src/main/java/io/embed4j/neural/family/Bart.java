package io.embed4j.neural.family;

import io.embed4j.neural.attention.CrossAttention;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.DecoderBlock;
import io.embed4j.neural.block.EncoderDecoder;
import io.embed4j.neural.block.PostNormBlock;
import io.embed4j.neural.block.PostNormDecoderBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** BART (Lewis et al. 2020): learnt positions that begin at 2, norms after each sum. */
final class Bart {
  private static final double EPSILON = 1e-5;
  private static final int FIRST_POSITION = 2;

  private Bart() {}

  /** Returns the encoder alone. */
  static TextModel encoder(Config config, Checkpoint weights) {
    Checkpoint root = root(weights);
    int dim = config.count("d_model");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("encoder_layers"); i++) {
      Checkpoint part = root.at("encoder.layers." + i + ".");
      blocks.add(
          new PostNormBlock(
              attention(part.at("self_attn."), dim, config.count("encoder_attention_heads")),
              part.layerNorm("self_attn_layer_norm", dim, EPSILON),
              feedForward(config, part, dim, config.count("encoder_ffn_dim")),
              part.layerNorm("final_layer_norm", dim, EPSILON)));
    }
    return new Transformer(
        embeddings(config, root, "encoder.", dim), blocks, new NoNorm(), Optional.empty(), dim);
  }

  /** Returns encoder and decoder. */
  static EncoderDecoder both(Config config, Checkpoint weights) {
    Checkpoint root = root(weights);
    int dim = config.count("d_model");
    int heads = config.count("decoder_attention_heads");
    List<DecoderBlock> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("decoder_layers"); i++) {
      Checkpoint part = root.at("decoder.layers." + i + ".");
      blocks.add(
          new PostNormDecoderBlock(
              attention(part.at("self_attn."), dim, heads).within(Span.causal()),
              part.layerNorm("self_attn_layer_norm", dim, EPSILON),
              cross(part.at("encoder_attn."), dim, heads),
              part.layerNorm("encoder_attn_layer_norm", dim, EPSILON),
              feedForward(config, part, dim, config.count("decoder_ffn_dim")),
              part.layerNorm("final_layer_norm", dim, EPSILON)));
    }
    return new EncoderDecoder(
        encoder(config, weights),
        embeddings(config, root, "decoder.", dim),
        blocks,
        new NoNorm(),
        dim);
  }

  private static Checkpoint root(Checkpoint weights) {
    return weights.around("encoder.layers.0.self_attn.q_proj.weight");
  }

  private static TextEmbeddings embeddings(Config config, Checkpoint root, String side, int dim) {
    Embedding words =
        root.embedding(root.has("shared.weight") ? "shared" : side + "embed_tokens", dim);
    float scale = config.isTrue("scale_embedding", false) ? (float) Math.sqrt(dim) : 1;
    return TextEmbeddings.withPositions(
        words.scaled(scale),
        root.embedding(side + "embed_positions", dim),
        new Positions.From(FIRST_POSITION),
        Optional.empty(),
        root.layerNorm(side + "layernorm_embedding", dim, EPSILON));
  }

  private static SelfAttention attention(Checkpoint part, int dim, int heads) {
    return SelfAttention.of(
        part.joined(dim, dim, "q_proj", "k_proj", "v_proj"),
        part.linear("out_proj", dim, dim),
        Heads.of(heads, dim / heads));
  }

  private static CrossAttention cross(Checkpoint part, int dim, int heads) {
    return new CrossAttention(
        part.linear("q_proj", dim, dim),
        part.joined(dim, dim, "k_proj", "v_proj"),
        part.linear("out_proj", dim, dim),
        Heads.of(heads, dim / heads));
  }

  private static FeedForward feedForward(Config config, Checkpoint part, int dim, int inner) {
    return new PlainFeedForward(
        part.linear("fc1", dim, inner),
        Activation.of(config.text("activation_function", "gelu")),
        part.linear("fc2", inner, dim));
  }
}
