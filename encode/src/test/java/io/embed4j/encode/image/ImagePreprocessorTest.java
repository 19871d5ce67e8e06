package io.embed4j.encode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pixels and numbers of every fixture, to the bit; settings; and a resize in double. */
final class ImagePreprocessorTest {
  static Stream<ImageFixture> fixtures() {
    return Stream.of("vit", "dinov2", "resnet-basic", "resnet-bottleneck", "clip", "siglip")
        .map(ImageFixture::of);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void pixelsAndNumbersAreThoseOfTheReference(ImageFixture fixture) {
    ImagePreprocessor preprocessor = ImagePreprocessor.read(fixture.folder());
    for (String name : fixture.cases()) {
      String values = fixture.inputs().get(name).get("pixel_values").asText();
      String tensor = values.substring(values.indexOf(':') + 1);
      byte[] bytes = fixture.bytes(tensor.replace("pixel_values", "resized_uint8"));
      float[] numbers = fixture.input(tensor);
      int start = 0;
      for (Path file : fixture.files(name)) {
        RgbImage pixels = preprocessor.pixels(Images.read(file, ImageOptions.defaults()));
        float[] actual = preprocessor.batch(List.of(pixels)).values().data();
        int places = pixels.width() * pixels.height();
        for (int i = 0; i < actual.length; i++) {
          int at = start + i % 3 * places + i / 3; // channels first
          assertThat(pixels.rgb()[i]).as(file + " " + i).isEqualTo(bytes[at]);
          assertThat(actual[i]).as(file + " " + i).isEqualTo(numbers[at]);
        }
        start += actual.length;
      }
      assertThat(start).isEqualTo(numbers.length);
    }
  }

  private static ImagePreprocessor of(Path folder, String json) throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"), json.replace('\'', '"').replace('`', '"'));
    return ImagePreprocessor.read(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`feature_extractor_type`: `CLIPFeatureExtractor`, `size`: 20, `crop_size`: 16|16|16",
        "`image_processor_type`: `CLIPImageProcessor`, `do_center_crop`: false, `size`: 20|33|20",
        "`image_processor_type`: `ViTImageProcessorFast`, `size`: 20|20|20",
        "`image_processor_type`: `SiglipImageProcessor`, `size`: {`height`: 8, `width`: 9}|9|8",
        "`image_processor_type`: `ConvNextImageProcessor`, `size`: {`shortest_edge`: 400}|400|400",
        "`image_processor_type`: `ConvNextFeatureExtractor`, `size`: 20|20|20",
        "`image_processor_type`: `BitImageProcessor`, `do_resize`: false, `crop_size`: 60|60|60",
        "`image_processor_type`: `BitImageProcessor`, `do_resize`: false, `do_center_crop`: 0|50|30"
      })
  void sizesOfSettings(String settings, int width, int height, @TempDir Path folder)
      throws IOException {
    RgbImage pixels = of(folder, "{" + settings + "}").pixels(RgbImage.black(50, 30));
    assertThat(pixels.width()).isEqualTo(width);
    assertThat(pixels.height()).isEqualTo(height);
  }

  @Test
  void aSmallPictureIsCutOutWithBlackAroundIt() {
    RgbImage image = new RgbImage(1, 1, new byte[] {7, 8, 9});
    RgbImage cut = new ImagePreprocessor.Crop(4, 3).apply(image);
    assertThat(cut.rgb()[cut.at(2, 1) + 1]).isEqualTo((byte) 8);
  }

  @Test
  void settingsThatAreNotSupportedAreRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> ImagePreprocessor.read(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("it is not known how to prepare pictures");
    assertThatThrownBy(() -> of(folder, "{'image_processor_type': 'FooImageProcessor'}"))
        .hasMessageContaining(
            "image processor 'FooImageProcessor' is not supported; supported are");
    String vit = "{'image_processor_type': 'ViTImageProcessor', ";
    assertThatThrownBy(() -> of(folder, vit + "'size': -3}"))
        .hasMessageContaining("size must be a positive whole number, but is -3");
    assertThatThrownBy(() -> of(folder, vit + "'resample': 9}"))
        .hasMessageContaining("resample 9 is not supported, only 0 to 5");
    assertThatThrownBy(() -> of(folder, vit + "'image_mean': [1, 2]}"))
        .hasMessageContaining("image_mean must be three numbers, but is [1,2]");
  }

  /** Without rounding between the two directions, which therefore differ by little. */
  @ParameterizedTest
  @CsvSource({
    "LANCZOS, 30, 11",
    "BILINEAR, 9, 40",
    "BICUBIC, 13, 17",
    "BOX, 9, 7",
    "HAMMING, 50, 7"
  })
  void kernelsAreTheirFormulas(Resampling resampling, int width, int height) {
    RgbImage image = RgbImage.black(23, 19);
    new SplittableRandom(3).nextBytes(image.rgb());
    for (int i = 0; i < image.rgb().length; i++) {
      image.rgb()[i] = (byte) (64 + (image.rgb()[i] & 0x7F)); // nothing is clipped on the way
    }
    RgbImage resized = resampling.resize(image, width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double right = resampled(image, resampling, x, y, width, height);
        int actual = resized.rgb()[resized.at(x, y)] & 0xFF;
        assertThat(Math.abs(actual - Math.clamp(right, 0, 255))).isLessThan(3);
      }
    }
  }

  private static double resampled(
      RgbImage image, Resampling resampling, int x, int y, int width, int height) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < image.height(); i++) {
      for (int j = 0; j < image.width(); j++) {
        double weight =
            weight(resampling, i, y, image.height(), height)
                * weight(resampling, j, x, image.width(), width);
        sum += weight * (image.rgb()[image.at(j, i)] & 0xFF);
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static double weight(Resampling resampling, int from, int to, int inputs, int outputs) {
    double stretch = Math.max(1, (double) inputs / outputs);
    double d = Math.abs(from + 0.5 - (to + 0.5) * inputs / outputs) / stretch;
    return switch (resampling) {
      case LANCZOS -> d >= 3 ? 0 : d == 0 ? 1 : sinc(d) * sinc(d / 3);
      case BILINEAR -> Math.max(0, 1 - d);
      case BICUBIC ->
          d <= 1
              ? 1.5 * d * d * d - 2.5 * d * d + 1
              : d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
      case BOX -> d < 0.5 ? 1 : 0;
      case HAMMING -> d >= 1 ? 0 : d == 0 ? 1 : sinc(d) * (0.54 + 0.46 * Math.cos(Math.PI * d));
      case NEAREST -> throw new IllegalArgumentException();
    };
  }

  private static double sinc(double x) {
    return Math.sin(Math.PI * x) / (Math.PI * x);
  }

  @Test
  void nearestTakesThePixelThatLiesThere() {
    RgbImage image = new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(Resampling.NEAREST.resize(image, 4, 1).rgb())
        .containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    assertThatThrownBy(() -> Resampling.BOX.resize(image, 0, 1)).hasMessageContaining("0 x 1");
  }
}
