package io.embed4j.neural.family;

import io.embed4j.neural.convolution.MaxPool;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.grid.ConvolutionUnit;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.ResidualBlock;
import io.embed4j.neural.grid.ResidualNetwork;
import io.embed4j.neural.layer.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ResNet: He et al.: Deep Residual Learning for Image Recognition, 2016; of bottlenecks, the second
 * convolution makes a picture smaller, as in later implementations (version 1.5).
 *
 * @param parts weights of the model
 */
record ResNet(Config config, Checkpoint parts) {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;
  private static final int REDUCTION = 4; // of a bottleneck

  static GridModel load(Config config, Checkpoint weights) {
    return new ResNet(config, weights.around("embedder.embedder.convolution.weight")).load();
  }

  private GridModel load() {
    List<Integer> widths = config.counts("hidden_sizes", List.of(256, 512, 1024, 2048));
    List<Integer> depths = config.counts("depths", List.of(3, 4, 6, 3));
    int width = config.count("embedding_size", 64);
    boolean small = config.isTrue("small_stem", false); // as ResNetShape has it
    int channels = config.count("num_channels", 3);
    ConvolutionUnit stem =
        unit("embedder.embedder", channels, width, small ? 3 : 7, small ? 1 : 2, true);
    List<List<ResidualBlock>> stages = new ArrayList<>();
    for (int stage = 0; stage < depths.size(); stage++) {
      List<ResidualBlock> blocks = new ArrayList<>();
      boolean smaller = stage > 0 || config.isTrue("downsample_in_first_stage", false);
      for (int i = 0; i < depths.get(stage); i++) {
        String name = "encoder.stages." + stage + ".layers." + i + ".";
        blocks.add(block(name, width, widths.get(stage), i == 0 && smaller ? 2 : 1));
        width = widths.get(stage);
      }
      stages.add(blocks);
    }
    Optional<MaxPool> pool =
        small ? Optional.empty() : Optional.of(new MaxPool(Window.square(3, 2, 1)));
    return new ResidualNetwork(stem, pool, stages, width);
  }

  private ResidualBlock block(String name, int inputs, int outputs, int stride) {
    List<ConvolutionUnit> path =
        switch (config.text("layer_type", "bottleneck")) {
          case "basic" ->
              List.of(
                  unit(name + "layer.0", inputs, outputs, 3, stride, true),
                  unit(name + "layer.1", outputs, outputs, 3, 1, false));
          default -> bottleneck(name, inputs, outputs, stride);
        };
    Optional<ConvolutionUnit> shortcut =
        inputs != outputs || stride != 1
            ? Optional.of(unit(name + "shortcut", inputs, outputs, 1, stride, false))
            : Optional.empty();
    return new ResidualBlock(path, shortcut, activation());
  }

  private List<ConvolutionUnit> bottleneck(String name, int inputs, int outputs, int stride) {
    int inner = outputs / REDUCTION;
    boolean first = config.isTrue("downsample_in_bottleneck", false);
    return List.of(
        unit(name + "layer.0", inputs, inner, 1, first ? stride : 1, true),
        unit(name + "layer.1", inner, inner, 3, first ? 1 : stride, true),
        unit(name + "layer.2", inner, outputs, 1, 1, false));
  }

  private ConvolutionUnit unit(
      String name, int inputs, int outputs, int size, int stride, boolean activated) {
    Window window = Window.square(size, stride, size / 2);
    return new ConvolutionUnit(
        parts.convolutionWithoutBias(name + ".convolution", window, inputs, outputs),
        parts.batchNorm(name + ".normalization", outputs, EPSILON, MOMENTUM),
        activated ? Optional.of(activation()) : Optional.empty());
  }

  private Activation activation() {
    return Activation.of(config.text("hidden_act", "relu"));
  }
}
