package io.embed4j.encode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.image.ImageEncoding.Encoded;
import io.embed4j.encode.image.ImageEncoding.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From files to vectors, against the fixtures; bad files; batches and threads. */
final class ImageEncoderTest {
  static Stream<ImageFixture> fixtures() {
    return Stream.of("vit", "dinov2", "resnet-basic", "resnet-bottleneck").map(ImageFixture::of);
  }

  private static ImageEncoder encoder(ImageFixture fixture, int threads, int batch) {
    ImageOptions files = ImageOptions.defaults();
    return ImageEncoder.of(
        ImageModel.read(fixture.folder()), new ImageEncoderOptions(threads, batch, files));
  }

  private static float[] vector(ImageEncoding encoding) {
    return ((Encoded) encoding).vector();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void vectorsOfFilesAreThoseOfTheReference(ImageFixture fixture) {
    try (ImageEncoder encoder = encoder(fixture, 2, 32)) {
      for (String name : fixture.cases()) {
        float[] right = fixture.expected(name + ".embedding_normalized");
        List<ImageEncoding> all = encoder.encodings(fixture.files(name), Progress.NONE);
        for (int i = 0; i < all.size(); i++) {
          fixture.requireClose(vector(all.get(i)), right, i * encoder.dim(), name);
        }
        assertThat(all.size() * encoder.dim()).isEqualTo(right.length);
      }
    }
  }

  static Stream<ImageFixture> duals() {
    return Stream.of("clip", "siglip").map(ImageFixture::of);
  }

  @ParameterizedTest
  @MethodSource("duals")
  void textsAndPicturesAreThoseOfTheReference(ImageFixture fixture) {
    try (JointEncoder encoder = JointEncoder.load(fixture.folder())) {
      for (String name : fixture.cases()) {
        List<float[]> texts = encoder.encodeTexts(fixture.texts(name));
        float[] rightTexts = fixture.expected(name + ".text_embeds");
        for (int i = 0; i < texts.size(); i++) {
          fixture.requireClose(texts.get(i), rightTexts, i * encoder.dim(), name + " text " + i);
        }
        float[] rightImages = fixture.expected(name + ".image_embeds");
        float[] rightP = fixture.expected(name + ".probabilities_per_image");
        List<Path> files = fixture.files(name);
        for (int i = 0; i < files.size(); i++) {
          float[] image = encoder.images().encode(files.get(i));
          fixture.requireClose(image, rightImages, i * encoder.dim(), name + " picture " + i);
          double[] p = encoder.probabilities(image, texts);
          for (int j = 0; j < p.length; j++) {
            float[] single = {(float) p[j]};
            fixture.requireClose(single, rightP, i * p.length + j, "probability " + i + " " + j);
          }
        }
      }
    }
  }

  @Test
  void aVectorHasTheSameBitsInAnyBatchWithAnyThreads() {
    ImageFixture fixture = ImageFixture.of("clip");
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.addAll(fixture.files("texts_images"));
    }
    List<float[]> alone;
    try (ImageEncoder encoder = encoder(fixture, 1, 1)) {
      alone = files.stream().map(encoder::encode).toList();
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (ImageEncoder encoder = encoder(fixture, threads, 5)) {
        List<ImageEncoding> all = encoder.encodings(files, Progress.NONE);
        IntStream.range(0, files.size())
            .forEach(i -> assertThat(vector(all.get(i))).isEqualTo(alone.get(i)));
        List<float[]> atOnce =
            IntStream.range(0, 8).parallel().mapToObj(i -> encoder.encode(files.get(i))).toList();
        IntStream.range(0, 8).forEach(i -> assertThat(atOnce.get(i)).isEqualTo(alone.get(i)));
      }
    }
  }

  @Test
  void theRestOfABatchGoesOnWhenAFileIsBad(@TempDir Path folder) throws IOException {
    ImageFixture fixture = ImageFixture.of("vit");
    Path good = fixture.files("single").getFirst();
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path cut = folder.resolve("cut.png");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(good), 500));
    Path none = folder.resolve("none.png");
    try (ImageEncoder encoder = encoder(fixture, 2, 3)) {
      List<ImageEncoding> all =
          encoder.encodings(List.of(empty, good, cut, none, good), Progress.NONE);
      assertThat(all.get(0)).isEqualTo(new Failed(empty + ": the file is empty"));
      assertThat(((Failed) all.get(2)).reason())
          .startsWith(cut + ": the PNG is damaged or cut off");
      assertThat(((Failed) all.get(3)).reason()).startsWith(none + ": cannot be read");
      assertThat(vector(all.get(1))).isEqualTo(encoder.encode(good)).isEqualTo(vector(all.get(4)));
      assertThatThrownBy(() -> encoder.encode(empty)).isInstanceOf(ImageException.class);
      assertThat(encoder.encodings(List.of(), Progress.NONE)).isEmpty();
    }
  }

  @Test
  void foldersWithoutAModelOfPicturesAreRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> ImageEncoder.load(folder.resolve("none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> ImageEncoder.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("config.json: there is no such file");
    Path bert = ImageFixture.of("vit").folder().resolveSibling("bert");
    assertThatThrownBy(() -> ImageEncoder.load(bert))
        .hasMessageContaining(
            "model_type 'bert' is none of pictures; those are clip, clip_vision_model");
    Path vit = ImageFixture.of("vit").folder();
    assertThat(ImageModel.isIn(vit)).isTrue();
    assertThat(ImageModel.isIn(bert)).isFalse();
    assertThat(ImageModel.isIn(folder)).isFalse();
    assertThatThrownBy(() -> JointEncoder.load(vit))
        .hasMessageContaining("model_type 'vit' is none of texts and pictures");
    assertThatThrownBy(() -> new ImageEncoderOptions(0, 1, ImageOptions.defaults()))
        .hasMessageContaining("at least 1");
  }
}
