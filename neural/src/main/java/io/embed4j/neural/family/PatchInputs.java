package io.embed4j.neural.family;

import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.GridPositions;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.PatchEmbedding;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;

/** First layers that cut pictures into square patches. */
final class PatchInputs {
  private PatchInputs() {}

  /**
   * Returns patches behind one token of the class, as in ViT and DINOv2.
   *
   * @param convolution its name
   * @param patch size of a patch where the settings do not say it
   */
  static PatchEmbedding ofClassToken(
      Config config, Checkpoint part, String convolution, int patch, Norm norm) {
    int dim = config.count("hidden_size", 768);
    int size = config.count("patch_size", patch);
    int side = side(config, size);
    Parameter token = part.tensor("cls_token", 1, 1, dim);
    Parameter positions = part.tensor("position_embeddings", 1, 1 + side * side, dim);
    return new PatchEmbedding(
        part.convolution(convolution, window(size), 1, channels(config), dim),
        token,
        new GridPositions(positions, dim, 1, side, side),
        norm);
  }

  /**
   * Returns patches as in CLIP and SigLIP, behind a token of the class if there is one.
   *
   * @param patch size of a patch where the settings do not say it
   */
  static PatchEmbedding ofClip(Config config, Checkpoint part, int patch, Norm norm) {
    int dim = config.count("hidden_size", 768);
    int size = config.count("patch_size", patch);
    int side = side(config, size);
    boolean hasClass = part.has("class_embedding");
    Parameter token = hasClass ? part.vector("class_embedding", dim) : Parameter.constant();
    int tokens = hasClass ? 1 : 0;
    Parameter positions = part.matrix("position_embedding.weight", tokens + side * side, dim);
    Window window = window(size);
    int channels = channels(config);
    Convolution patches =
        part.has("patch_embedding.bias")
            ? part.convolution("patch_embedding", window, 1, channels, dim)
            : part.convolutionWithoutBias("patch_embedding", window, channels, dim);
    return new PatchEmbedding(
        patches, token, new GridPositions(positions, dim, tokens, side, side), norm);
  }

  private static Window window(int size) {
    return Window.square(size, size, 0);
  }

  private static int channels(Config config) {
    return config.count("num_channels", 3);
  }

  /** Returns how many patches the pictures of the pre-training are high and wide. */
  private static int side(Config config, int size) {
    return config.count("image_size", 224) / size;
  }
}
