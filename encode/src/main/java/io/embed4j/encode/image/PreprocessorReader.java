package io.embed4j.encode.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.encode.image.ImagePreprocessor.Crop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code preprocessor_config.json}. What it leaves out is as the image processor has it that
 * it names.
 */
final class PreprocessorReader {
  static final String FILE = "preprocessor_config.json";

  private static final double[] HALF = {0.5, 0.5, 0.5};
  private static final double[] CLIP_MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] CLIP_DEVIATION = {0.26862954, 0.26130258, 0.27577711};
  private static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};
  private static final double[] IMAGENET_DEVIATION = {0.229, 0.224, 0.225};

  /** From this size on, ConvNext's pictures are squeezed instead of cut. */
  private static final int WITHOUT_CROP = 384;

  private static final double CROP_SHARE = 224.0 / 256;
  private static final Map<String, Defaults> DEFAULTS =
      Map.of(
          "CLIP", new Defaults(true, 224, true, 3, CLIP_MEAN, CLIP_DEVIATION),
          "Bit", new Defaults(true, 224, true, 3, CLIP_MEAN, CLIP_DEVIATION),
          "ViT", new Defaults(false, 224, false, 2, HALF, HALF),
          "Siglip", new Defaults(false, 224, false, 3, HALF, HALF),
          "DeiT", new Defaults(false, 256, true, 3, IMAGENET_MEAN, IMAGENET_DEVIATION),
          "ConvNext", new Defaults(true, 384, false, 2, IMAGENET_MEAN, IMAGENET_DEVIATION));

  /**
   * What a processor does where the settings say nothing.
   *
   * @param shortest whether a size that is one number is that of the shorter side
   */
  private record Defaults(
      boolean shortest, int size, boolean crops, int resample, double[] mean, double[] deviation) {}

  private final Path file;
  private final JsonNode json;
  private final String processor;
  private final Defaults defaults;

  private PreprocessorReader(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
    String type =
        json.path("image_processor_type").asText(json.path("feature_extractor_type").asText(""));
    processor = type.replaceFirst("(ImageProcessor|FeatureExtractor)(Fast)?$", "");
    defaults =
        Optional.ofNullable(DEFAULTS.get(processor))
            .orElseThrow(
                () ->
                    failure(
                        "image processor '%s' is not supported; supported are %s"
                            .formatted(type, DEFAULTS.keySet().stream().sorted().toList())));
  }

  static ImagePreprocessor read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          file + ": there is no such file, so that it is not known how to prepare pictures");
    }
    return new PreprocessorReader(file, UntrustedJson.read(file)).read();
  }

  private ImagePreprocessor read() {
    double factor = isTrue("do_rescale", true) ? number("rescale_factor", 1.0 / 255) : 1;
    boolean normalise = isTrue("do_normalize", true);
    double[] mean = normalise ? three("image_mean", defaults.mean) : new double[3];
    double[] deviation =
        normalise ? three("image_std", defaults.deviation) : new double[] {1, 1, 1};
    return new ImagePreprocessor(
        resize(), resampling(), crop(), ImagePreprocessor.values(factor, mean, deviation));
  }

  private Resize resize() {
    if (!isTrue("do_resize", true)) {
      return new Resize.None();
    }
    if (isConvNext()) {
      int size = convNextSize();
      return size < WITHOUT_CROP
          ? new Resize.Shortest((int) (size / number("crop_pct", CROP_SHARE)))
          : new Resize.Exact(size, size);
    }
    JsonNode size = json.path("size");
    if (size.has("height") && size.has("width")) {
      return new Resize.Exact(
          positive("size.width", size.get("width")), positive("size.height", size.get("height")));
    }
    if (size.has("shortest_edge")) {
      return new Resize.Shortest(positive("size.shortest_edge", size.get("shortest_edge")));
    }
    int length = size.isMissingNode() ? defaults.size : positive("size", size);
    return defaults.shortest ? new Resize.Shortest(length) : new Resize.Exact(length, length);
  }

  private boolean isConvNext() {
    return processor.equals("ConvNext");
  }

  private int convNextSize() {
    JsonNode size = json.path("size");
    if (size.isMissingNode()) {
      return defaults.size;
    }
    return positive("size", size.has("shortest_edge") ? size.get("shortest_edge") : size);
  }

  private Optional<Crop> crop() {
    if (isConvNext()) {
      int size = convNextSize();
      return isTrue("do_resize", true) && size < WITHOUT_CROP
          ? Optional.of(new Crop(size, size))
          : Optional.empty();
    }
    if (!isTrue("do_center_crop", defaults.crops)) {
      return Optional.empty();
    }
    JsonNode size = json.path("crop_size");
    if (size.isObject()) {
      return Optional.of(
          new Crop(
              positive("crop_size.width", size.path("width")),
              positive("crop_size.height", size.path("height"))));
    }
    int length = size.isMissingNode() ? 224 : positive("crop_size", size);
    return Optional.of(new Crop(length, length));
  }

  private Resampling resampling() {
    try {
      return Resampling.of(json.path("resample").asInt(defaults.resample));
    } catch (IllegalArgumentException e) {
      throw failure("resample " + json.get("resample") + " is not supported, only 0 to 5");
    }
  }

  private boolean isTrue(String key, boolean otherwise) {
    return json.hasNonNull(key) ? json.get(key).asBoolean() : otherwise;
  }

  private double number(String key, double otherwise) {
    return json.hasNonNull(key) ? json.get(key).asDouble() : otherwise;
  }

  private int positive(String key, JsonNode value) {
    if (!value.canConvertToInt() || value.asInt() < 1) {
      throw failure(key + " must be a positive whole number, but is " + value);
    }
    return value.asInt();
  }

  private double[] three(String key, double[] otherwise) {
    if (!json.hasNonNull(key)) {
      return otherwise;
    }
    JsonNode list = json.get(key);
    if (list.size() != otherwise.length) {
      throw failure(key + " must be three numbers, but is " + list);
    }
    double[] three = new double[otherwise.length];
    for (int i = 0; i < three.length; i++) {
      three[i] = list.get(i).asDouble();
    }
    return three;
  }

  private ModelFormatException failure(String reason) {
    return new ModelFormatException(file + ": " + reason);
  }
}
