package io.embed4j.neural.family;

import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.convolution.GridPositions;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.grid.PatchEmbedding;
import io.embed4j.neural.layer.LeadingPooler;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AST: Gong, Chung, Glass: Audio Spectrogram Transformer, 2021. A ViT whose patches overlap, behind
 * the tokens of the class and of distillation, whose mean is the pooled state. Grids are mels ×
 * frames.
 */
final class Ast {
  private static final int TOKENS = 2;

  private Ast() {}

  static GridModel load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("embeddings.patch_embeddings.projection.weight");
    int dim = config.count("hidden_size", 768);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers", 12); i++) {
      blocks.add(ViT.block(config, root.at("encoder.layer." + i + "."), dim));
    }
    Stack stack =
        new Stack(
            blocks,
            root.layerNorm("layernorm", dim, ViT.epsilon(config)),
            Optional.of(new LeadingPooler(TOKENS)));
    return new GridTransformer(input(config, root.at("embeddings."), dim), stack, dim);
  }

  private static PatchEmbedding input(Config config, Checkpoint part, int dim) {
    int size = config.count("patch_size", 16);
    Window.Axis down = new Window.Axis(size, config.count("frequency_stride", 10), 0, 0);
    Window.Axis across = new Window.Axis(size, config.count("time_stride", 10), 0, 0);
    int height = down.outputs(config.count("num_mel_bins", 128));
    int width = across.outputs(config.count("max_length", 1024));
    Parameter table = part.tensor("position_embeddings", 1, TOKENS + height * width, dim);
    return new PatchEmbedding(
        part.convolution("patch_embeddings.projection", new Window(down, across), 1, 1, dim),
        part.tensors(List.of("cls_token", "distillation_token"), 1, 1, dim),
        new GridPositions(table, dim, TOKENS, height, width),
        new NoNorm());
  }
}
