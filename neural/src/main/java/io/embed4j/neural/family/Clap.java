package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.WindowAttention;
import io.embed4j.neural.attention.Windows;
import io.embed4j.neural.convolution.SpectrogramFold;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.DualEncoder.Logits;
import io.embed4j.neural.grid.DualEncoder.Probability;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.PatchMerging;
import io.embed4j.neural.grid.WindowBlock;
import io.embed4j.neural.grid.WindowTransformer;
import io.embed4j.neural.grid.WindowTransformer.Stage;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.PlainFeedForward;
import io.embed4j.neural.layer.ProjectionHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CLAP: Wu et al.: Large-Scale Contrastive Language-Audio Pretraining, 2023, with an HTS-AT (Chen
 * et al. 2022) for sounds and a RoBERTa for texts. Sounds are frames × mels. Models that fuse parts
 * of long sounds are not supported.
 */
final class Clap {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private Clap() {}

  static DualEncoder load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("logit_scale_a");
    Config text = config.part("text_config");
    Config audio = config.part("audio_config");
    int dim = config.count("projection_dim", 512);
    return new DualEncoder(
        Bert.roberta(text, root.at("text_model.")),
        Optional.of(head(root.at("text_projection."), text, text.count("hidden_size", 768), dim)),
        audio(audio, root.at("audio_model.audio_encoder.")),
        Optional.of(
            head(root.at("audio_projection."), audio, audio.count("hidden_size", 768), dim)),
        dim,
        new Logits(root.tensor("logit_scale_a"), Parameter.constant(0), Probability.ONE_OF_ALL));
  }

  private static ProjectionHead head(Checkpoint part, Config config, int inputs, int dim) {
    return new ProjectionHead(
        part.linear("linear1", inputs, dim),
        Activation.of(config.text("projection_hidden_act", "relu")),
        part.linear("linear2", dim, dim));
  }

  /** Returns the model of sounds alone. */
  static GridModel audioAlone(Config config, Checkpoint weights) {
    Config own = config.has("audio_config") ? config.part("audio_config") : config;
    return audio(own, weights.around("patch_embed.proj.weight"));
  }

  private static GridModel audio(Config config, Checkpoint part) {
    if (config.isTrue("enable_fusion", false)) {
      throw new ModelFormatException(
          "config.json: enable_fusion is not supported: take a model without, such as"
              + " clap-htsat-unfused");
    }
    int patch = config.count("patch_size", 4);
    List<Integer> strides = config.counts("patch_stride", List.of(4, 4));
    if (strides.stream().anyMatch(stride -> stride != patch)) {
      throw new ModelFormatException(
          "config.json: patch_stride %s is not supported, only that of patch_size %d"
              .formatted(strides, patch));
    }
    int size = config.count("spec_size", 256);
    int mels = config.count("num_mel_bins", 64);
    int width = config.count("patch_embeds_hidden_size", 96);
    requireMultiple("spec_size", size, "num_mel_bins", mels);
    requireMultiple("spec_size", size, "patch_size", patch);
    List<Stage> stages = stages(config, part, width, size / patch);
    int dim = width << (stages.size() - 1);
    Norm patchNorm =
        config.isTrue("enable_patch_layer_norm", true)
            ? part.layerNorm("patch_embed.norm", width, EPSILON)
            : new NoNorm();
    return new WindowTransformer(
        new SpectrogramFold(part.batchNorm("batch_norm", mels, EPSILON, MOMENTUM), size),
        part.convolution("patch_embed.proj", Window.square(patch, patch, 0), 1, 1, width),
        patchNorm,
        stages,
        part.layerNorm("norm", dim, EPSILON),
        dim);
  }

  private static void requireMultiple(String name, int value, String other, int factor) {
    if (value % factor != 0) {
      throw new ModelFormatException(
          "config.json: %s %d must be a multiple of %s %d".formatted(name, value, other, factor));
    }
  }

  private static List<Stage> stages(Config config, Checkpoint part, int width, int side) {
    List<Integer> depths = config.counts("depths", List.of(2, 2, 6, 2));
    List<Integer> heads = config.counts("num_attention_heads", List.of(4, 8, 16, 32));
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < depths.size(); i++) {
      Checkpoint layer = part.at("layers." + i + ".");
      int dim = width << i;
      List<WindowBlock> blocks = new ArrayList<>();
      for (int j = 0; j < depths.get(i); j++) {
        Windows windows = windows(config, side >> i, j % 2 == 1);
        blocks.add(block(config, layer.at("blocks." + j + "."), dim, heads.get(i), windows));
      }
      Optional<PatchMerging> merging =
          i == depths.size() - 1
              ? Optional.empty()
              : Optional.of(
                  new PatchMerging(
                      layer.layerNorm("downsample.norm", 4 * dim, EPSILON),
                      layer.linearWithoutBias("downsample.reduction", 4 * dim, 2 * dim)));
      stages.add(new Stage(blocks, merging));
    }
    return stages;
  }

  /** One window takes all of a grid that is no larger; then there is nothing to shift. */
  private static Windows windows(Config config, int side, boolean shifted) {
    int size = config.count("window_size", 8);
    requireMultiple("the side of a grid,", side, "window_size", Math.min(size, side));
    return side <= size
        ? new Windows(side, side, side, 0)
        : new Windows(side, side, size, shifted ? size / 2 : 0);
  }

  private static WindowBlock block(
      Config config, Checkpoint part, int dim, int heads, Windows windows) {
    Checkpoint self = part.at("attention.self.");
    int distances = (2 * windows.size() - 1) * (2 * windows.size() - 1);
    int inner = (int) (dim * config.number("mlp_ratio", 4));
    double epsilon = config.number("layer_norm_eps", EPSILON);
    String[] names = {"query", "key", "value"};
    return new WindowBlock(
        part.layerNorm("layernorm_before", dim, epsilon),
        new WindowAttention(
            windows,
            config.isTrue("qkv_bias", true)
                ? self.joined(dim, dim, names)
                : self.joinedWithoutBias(dim, new int[] {dim, dim, dim}, names),
            part.linear("attention.output.dense", dim, dim),
            Heads.of(heads, dim / heads),
            self.floats("relative_position_bias_table", distances, heads)),
        part.layerNorm("layernorm_after", dim, epsilon),
        new PlainFeedForward(
            part.linear("intermediate.dense", dim, inner),
            Activation.of(config.text("hidden_act", "gelu")),
            part.linear("output.dense", inner, dim)));
  }
}
