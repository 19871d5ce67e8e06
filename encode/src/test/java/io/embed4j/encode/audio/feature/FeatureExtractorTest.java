package io.embed4j.encode.audio.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.encode.audio.AudioFixture;
import io.embed4j.encode.audio.Sound;
import io.embed4j.neural.grid.GridBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features of the sounds of the fixtures against those of the reference. */
final class FeatureExtractorTest {
  @ParameterizedTest
  @CsvSource({
    "wav2vec2, single", "wav2vec2, batch_with_mask", "wav2vec2-stable, batch_with_mask",
    "whisper-encoder, sounds", "ast, sounds", "clap, texts_sounds",
  })
  void featuresAreThoseOfTheReference(String folder, String name) {
    AudioFixture fixture = AudioFixture.of(folder);
    FeatureExtractor extractor = FeatureExtractor.read(fixture.folder());
    List<Sound> sounds = fixture.sounds(name);
    float[] all = fixture.features(name);
    assertThat(sounds).isNotEmpty();
    for (int i = 0; i < sounds.size(); i++) {
      assertThat(sounds.get(i).rate()).isEqualTo(extractor.rate());
      GridBatch features = extractor.features(sounds.get(i).samples());
      int compared = 0;
      for (int row = 0; row < features.values().rows(); row++) {
        for (int channel = 0; channel < features.values().columns(); channel++) {
          float expected = all[fixture.place(name, i, row, channel)];
          assertThat(features.values().at(row, channel)).isCloseTo(expected, within(1e-4f));
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(1000);
    }
  }

  /** A sound that is longer than the window of CLAP, and one that fits in several times. */
  @Test
  void clapTakesTheMiddleOfLongSoundsAndRepeatsShortOnes() {
    FeatureExtractor extractor = FeatureExtractor.read(AudioFixture.of("clap").folder());
    float[] middle = noise(48_000);
    float[] longer = new float[50_000];
    System.arraycopy(middle, 0, longer, 1000, middle.length);
    assertThat(extractor.features(longer).values().data())
        .isEqualTo(extractor.features(middle).values().data());
    float[] shorter = noise(20_000);
    float[] twice = new float[48_000];
    System.arraycopy(shorter, 0, twice, 0, 20_000);
    System.arraycopy(shorter, 0, twice, 20_000, 20_000);
    assertThat(extractor.features(shorter).values().data())
        .isEqualTo(extractor.features(twice).values().data());
  }

  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({"whisper-encoder", "ast", "clap", "wav2vec2"})
  void oneSampleIsEnough(String folder) {
    FeatureExtractor extractor = FeatureExtractor.read(AudioFixture.of(folder).folder());
    GridBatch features = extractor.features(new float[] {0.5f});
    for (int i = 0; i < features.values().rows(); i++) {
      assertThat(features.values().at(i, 0)).isFinite();
    }
  }

  @Test
  void settingsThatAreNotSupportedAreRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> FeatureExtractor.read(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("preprocessor_config.json: there is no such file");
    refuse(folder, "{'feature_extractor_type': 'Other'}", "'Other' is not supported");
    refuse(
        folder,
        "{'feature_extractor_type': 'ClapFeatureExtractor', 'truncation': 'fusion'}",
        "truncation 'fusion' is not supported");
    refuse(
        folder,
        "{'feature_extractor_type': 'WhisperFeatureExtractor', 'hop_length': 0}",
        "hop_length must be a positive whole number, but is 0");
  }

  private static void refuse(Path folder, String settings, String message) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), settings.replace('\'', '"'));
    assertThatThrownBy(() -> FeatureExtractor.read(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
