package io.embed4j.neural.family;

import io.embed4j.neural.attention.CrossAttention;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.RelativeBias;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.DecoderBlock;
import io.embed4j.neural.block.EncoderDecoder;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.PreNormDecoderBlock;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.FeedForward;
import io.embed4j.neural.layer.GatedFeedForward;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * T5 (Raffel et al. 2020), plain and gated (v1.1): norms without mean, no biases, scores that are
 * not scaled, a relative bias that the first layer owns and all use.
 */
final class T5 {
  private static final String ANCHOR = "encoder.block.0.layer.0.SelfAttention.q.weight";
  private static final String[] PROJECTIONS = {"q", "k", "v"};

  private T5() {}

  /** Returns the encoder alone. */
  static TextModel encoder(Config config, Checkpoint weights) {
    Checkpoint root = weights.around(ANCHOR);
    Checkpoint part = root.at("encoder.");
    int dim = config.count("d_model");
    RelativeBias bias = bias(config, part, true);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_layers"); i++) {
      blocks.add(block(config, part.at("block." + i + ".layer."), bias));
    }
    return new Transformer(
        TextEmbeddings.ofWords(words(root, "encoder", dim)),
        blocks,
        part.rmsNorm("final_layer_norm", dim, epsilon(config)),
        Optional.empty(),
        dim);
  }

  /** Returns encoder and decoder. */
  static EncoderDecoder both(Config config, Checkpoint weights) {
    Checkpoint root = weights.around(ANCHOR);
    Checkpoint part = root.at("decoder.");
    int dim = config.count("d_model");
    RelativeBias bias = bias(config, part, false);
    List<DecoderBlock> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_decoder_layers", config.count("num_layers")); i++) {
      blocks.add(decoderBlock(config, part.at("block." + i + ".layer."), bias));
    }
    return new EncoderDecoder(
        encoder(config, weights),
        TextEmbeddings.ofWords(words(root, "decoder", dim)),
        blocks,
        part.rmsNorm("final_layer_norm", dim, epsilon(config)),
        dim);
  }

  private static DecoderBlock decoderBlock(Config config, Checkpoint layers, RelativeBias bias) {
    int dim = config.count("d_model");
    return new PreNormDecoderBlock(
        layers.rmsNorm("0.layer_norm", dim, epsilon(config)),
        attention(config, layers.at("0.SelfAttention.")).with(bias).within(Span.causal()),
        layers.rmsNorm("1.layer_norm", dim, epsilon(config)),
        cross(config, layers.at("1.EncDecAttention.")),
        layers.rmsNorm("2.layer_norm", dim, epsilon(config)),
        feedForward(config, layers.at("2.DenseReluDense.")));
  }

  private static CrossAttention cross(Config config, Checkpoint part) {
    int dim = config.count("d_model");
    Heads heads = heads(config);
    int width = heads.queryWidth();
    return new CrossAttention(
        part.linearWithoutBias("q", dim, width),
        part.joinedWithoutBias(dim, new int[] {width, width}, "k", "v"),
        part.linearWithoutBias("o", width, dim),
        heads);
  }

  private static Embedding words(Checkpoint root, String side, int dim) {
    return root.embedding(root.has("shared.weight") ? "shared" : side + ".embed_tokens", dim);
  }

  private static Block block(Config config, Checkpoint layers, RelativeBias bias) {
    int dim = config.count("d_model");
    return PreNormBlock.of(
        layers.rmsNorm("0.layer_norm", dim, epsilon(config)),
        attention(config, layers.at("0.SelfAttention.")).with(bias),
        layers.rmsNorm("1.layer_norm", dim, epsilon(config)),
        feedForward(config, layers.at("1.DenseReluDense.")));
  }

  private static RelativeBias bias(Config config, Checkpoint side, boolean bidirectional) {
    int heads = config.count("num_heads");
    int buckets = config.count("relative_attention_num_buckets", 32);
    return new RelativeBias(
        side.matrix("block.0.layer.0.SelfAttention.relative_attention_bias.weight", buckets, heads),
        buckets,
        heads,
        config.count("relative_attention_max_distance", 128),
        bidirectional);
  }

  private static SelfAttention attention(Config config, Checkpoint part) {
    int dim = config.count("d_model");
    Heads heads = heads(config);
    int width = heads.queryWidth();
    return SelfAttention.of(
        part.joinedWithoutBias(dim, new int[] {width, width, width}, PROJECTIONS),
        part.linearWithoutBias("o", width, dim),
        heads);
  }

  private static Heads heads(Config config) {
    int heads = config.count("num_heads");
    return new Heads(heads, heads, config.count("d_kv"), 1);
  }

  private static FeedForward feedForward(Config config, Checkpoint part) {
    int dim = config.count("d_model");
    int inner = config.count("d_ff");
    String kind = config.text("feed_forward_proj", "relu");
    if (!kind.startsWith("gated-")) {
      return new PlainFeedForward(
          part.linearWithoutBias("wi", dim, inner),
          Activation.of(kind),
          part.linearWithoutBias("wo", inner, dim));
    }
    // "gated-gelu" has always meant the approximation with tanh.
    String name = kind.substring("gated-".length());
    return new GatedFeedForward(
        part.joinedWithoutBias(dim, new int[] {inner, inner}, "wi_0", "wi_1"),
        name.equals("gelu") ? Activation.TANH_GELU : Activation.of(name),
        part.linearWithoutBias("wo", inner, dim));
  }

  private static double epsilon(Config config) {
    return config.number("layer_norm_epsilon", 1e-6);
  }
}
