package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.FrameEmbedding;
import io.embed4j.neural.grid.FrameLayer;
import io.embed4j.neural.grid.FramePositions;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoder of Whisper: Radford et al.: Robust Speech Recognition via Large-Scale Weak
 * Supervision, 2022. Keys have no bias, which is why it cannot be trained here.
 */
final class Whisper {
  private static final double EPSILON = 1e-5;
  private static final Window FIRST = Window.line(3, 1, 1, 1);
  private static final Window SECOND = Window.line(3, 2, 1, 1);

  private Whisper() {}

  static GridModel encoder(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("encoder.conv1.weight").at("encoder.");
    int dim = config.count("d_model");
    int mels = config.count("num_mel_bins");
    int positions = config.count("max_source_positions");
    FrameEmbedding input =
        new FrameEmbedding(
            List.of(
                FrameLayer.of(root.convolution("conv1", FIRST, 1, mels, dim), Activation.GELU),
                FrameLayer.of(root.convolution("conv2", SECOND, 1, dim, dim), Activation.GELU)),
            new NoNorm(),
            Optional.empty(),
            new FramePositions.Table(root.matrix("embed_positions.weight", positions, dim), dim),
            new NoNorm());
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("encoder_layers"); i++) {
      blocks.add(block(config, root.at("layers." + i + "."), dim));
    }
    Stack stack = new Stack(blocks, root.layerNorm("layer_norm", dim, EPSILON), Optional.empty());
    return new GridTransformer(input, stack, dim);
  }

  private static Block block(Config config, Checkpoint part, int dim) {
    int heads = config.count("encoder_attention_heads");
    int inner = config.count("encoder_ffn_dim");
    return PreNormBlock.of(
        part.layerNorm("self_attn_layer_norm", dim, EPSILON),
        SelfAttention.of(
            part.joinedPartlyBiased(
                dim, dim, "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            part.linear("self_attn.out_proj", dim, dim),
            Heads.of(heads, dim / heads)),
        part.layerNorm("final_layer_norm", dim, EPSILON),
        new PlainFeedForward(
            part.linear("fc1", dim, inner),
            Activation.of(config.text("activation_function", "gelu")),
            part.linear("fc2", inner, dim)));
  }
}
