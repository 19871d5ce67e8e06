package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PostNormBlock;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.convolution.ChannelNorm;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.FrameEmbedding;
import io.embed4j.neural.grid.FrameLayer;
import io.embed4j.neural.grid.FramePositions;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** wav2vec 2.0: Baevski et al.: A Framework for Self-Supervised Learning of Speech, 2020. */
final class Wav2Vec2 {
  /** Of norms of the convolutions, whose settings do not say it. */
  private static final double EPSILON = 1e-5;

  private static final List<Integer> WIDTHS = List.of(512, 512, 512, 512, 512, 512, 512);
  private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
  private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);

  private Wav2Vec2() {}

  static GridModel load(Config config, Checkpoint weights) {
    if (config.isTrue("add_adapter", false)) {
      throw new ModelFormatException("config.json: add_adapter is not supported");
    }
    Checkpoint root = weights.around("feature_projection.projection.weight");
    int dim = config.count("hidden_size", 768);
    double epsilon = config.number("layer_norm_eps", EPSILON);
    boolean normFirst = config.isTrue("do_stable_layer_norm", false);
    LayerNorm norm = root.layerNorm("encoder.layer_norm", dim, epsilon);
    List<FrameLayer> front = front(config, root.at("feature_extractor.conv_layers."));
    int features = front.getLast().convolution().outputs();
    FrameEmbedding input =
        new FrameEmbedding(
            front,
            root.layerNorm("feature_projection.layer_norm", features, epsilon),
            Optional.of(root.linear("feature_projection.projection", features, dim)),
            positions(config, root.at("encoder.pos_conv_embed."), dim),
            normFirst ? new NoNorm() : norm);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers", 12); i++) {
      blocks.add(block(config, root.at("encoder.layers." + i + "."), dim, epsilon, normFirst));
    }
    Norm last = normFirst ? norm : new NoNorm();
    return new GridTransformer(input, new Stack(blocks, last, Optional.empty()), dim);
  }

  private static List<FrameLayer> front(Config config, Checkpoint layers) {
    Activation activation = Activation.of(config.text("feat_extract_activation", "gelu"));
    List<Integer> widths = config.counts("conv_dim", WIDTHS);
    List<Integer> kernels = config.counts("conv_kernel", KERNELS);
    List<Integer> strides = config.counts("conv_stride", STRIDES);
    if (widths.size() != kernels.size() || widths.size() != strides.size()) {
      throw new ModelFormatException(
          "config.json: conv_dim, conv_kernel and conv_stride must have as many numbers, but have"
              + " %d, %d and %d".formatted(widths.size(), kernels.size(), strides.size()));
    }
    String norm = config.text("feat_extract_norm", "group");
    List<FrameLayer> front = new ArrayList<>();
    int channels = 1;
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      Checkpoint part = layers.at(i + ".");
      Window window = Window.line(kernels.get(i), strides.get(i), 0, 0);
      Convolution convolution =
          part.has("conv.bias")
              ? part.convolution("conv", window, 1, channels, width)
              : part.convolutionWithoutBias("conv", window, channels, width);
      front.add(
          switch (norm) {
            case "group" ->
                i > 0
                    ? FrameLayer.of(convolution, activation)
                    : new FrameLayer(
                        convolution,
                        Optional.of(channelNorm(part, width)),
                        new NoNorm(),
                        activation);
            case "layer" ->
                new FrameLayer(
                    convolution,
                    Optional.empty(),
                    part.layerNorm("layer_norm", width, EPSILON),
                    activation);
            default ->
                throw new ModelFormatException(
                    "config.json: feat_extract_norm %s is not supported, only group and layer"
                        .formatted(norm));
          });
      channels = width;
    }
    return front;
  }

  private static ChannelNorm channelNorm(Checkpoint part, int width) {
    return new ChannelNorm(
        part.vector("layer_norm.weight", width),
        part.vector("layer_norm.bias", width),
        (float) EPSILON);
  }

  /** An even kernel sees one frame more before than behind. */
  private static FramePositions positions(Config config, Checkpoint part, int dim) {
    int kernel = config.count("num_conv_pos_embeddings", 128);
    int groups = config.count("num_conv_pos_embedding_groups", 16);
    Window window = Window.line(kernel, 1, kernel / 2, (kernel - 1) / 2);
    return new FramePositions.Convolved(
        FrameLayer.of(
            part.weightNormConvolution("conv", window, groups, dim, dim),
            Activation.of(config.text("feat_extract_activation", "gelu"))));
  }

  private static Block block(
      Config config, Checkpoint part, int dim, double epsilon, boolean normFirst) {
    int heads = config.count("num_attention_heads", 12);
    int inner = config.count("intermediate_size", 3072);
    SelfAttention attention =
        SelfAttention.of(
            part.joined(dim, dim, "attention.q_proj", "attention.k_proj", "attention.v_proj"),
            part.linear("attention.out_proj", dim, dim),
            Heads.of(heads, dim / heads));
    LayerNorm first = part.layerNorm("layer_norm", dim, epsilon);
    PlainFeedForward feedForward =
        new PlainFeedForward(
            part.linear("feed_forward.intermediate_dense", dim, inner),
            Activation.of(config.text("hidden_act", "gelu")),
            part.linear("feed_forward.output_dense", inner, dim));
    LayerNorm second = part.layerNorm("final_layer_norm", dim, epsilon);
    return normFirst
        ? PreNormBlock.of(first, attention, second, feedForward)
        : new PostNormBlock(attention, first, feedForward, second);
  }
}
