package io.embed4j.encode.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From files to vectors, against what a reference made of the same files. */
final class AudioEncoderTest {
  @ParameterizedTest
  @CsvSource({
    "wav2vec2, single, embedding_normalized",
    "wav2vec2-stable, batch_with_mask, embedding_normalized",
    "whisper-encoder, sounds, embedding_normalized",
    "ast, sounds, embedding_normalized",
    "clap, texts_sounds, audio_embeds",
  })
  void vectorsOfFilesAreThoseOfTheReference(String folder, String name, String tensor) {
    AudioFixture fixture = AudioFixture.of(folder);
    float[] expected = fixture.expected(name, tensor);
    try (AudioEncoder encoder = AudioEncoder.load(fixture.folder())) {
      List<AudioEncoding> encodings = encoder.encodings(fixture.files(name), Progress.NONE);
      assertThat(expected).hasSize(encodings.size() * encoder.dim());
      for (int i = 0; i < encodings.size(); i++) {
        float[] vector = ((AudioEncoding.Encoded) encodings.get(i)).vector();
        double dot = 0;
        for (int j = 0; j < vector.length; j++) {
          dot += (double) vector[j] * expected[i * vector.length + j];
          assertThat(Math.abs(vector[j] - expected[i * vector.length + j])).isLessThan(5e-5f);
        }
        assertThat(dot).isGreaterThanOrEqualTo(0.999999);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"wav2vec2", "whisper-encoder", "ast", "clap"})
  void aSoundHasTheSameBitsInAnyBatchWithAnyThreads(String folder) throws Exception {
    AudioFixture fixture = AudioFixture.of(folder);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (int sound : new int[] {0, 1, 3, 4}) {
        files.add(fixture.folder().resolve("../media/snd" + sound + ".wav"));
      }
    }
    AudioModel model = AudioModel.read(fixture.folder());
    List<float[]> alone = new ArrayList<>();
    try (AudioEncoder encoder = AudioEncoder.of(model, new AudioEncoderOptions(1, 1, 60))) {
      files.forEach(file -> alone.add(encoder.encode(file)));
    }
    try (AudioEncoder encoder = AudioEncoder.of(model, new AudioEncoderOptions(3, 16, 60));
        ExecutorService callers = Executors.newFixedThreadPool(3)) {
      List<Future<List<AudioEncoding>>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(callers.submit(() -> encoder.encodings(files, Progress.NONE)));
      }
      for (Future<List<AudioEncoding>> call : calls) {
        for (int i = 0; i < files.size(); i++) {
          assertThat(((AudioEncoding.Encoded) call.get().get(i)).vector()).isEqualTo(alone.get(i));
        }
      }
    }
  }

  @Test
  void theRestOfABatchGoesOn(@TempDir Path folder) throws IOException {
    AudioFixture fixture = AudioFixture.of("wav2vec2");
    Path good = fixture.files("single").getFirst();
    Path empty = Files.createFile(folder.resolve("empty.wav"));
    Path shortest = folder.resolve("short.wav");
    Files.write(shortest, WavFileTest.wav(1, 1, 16000, 16, new byte[20]));
    try (AudioEncoder encoder = AudioEncoder.load(fixture.folder())) {
      List<AudioEncoding> encodings =
          encoder.encodings(
              List.of(empty, good, folder.resolve("none.wav"), shortest), Progress.NONE);
      assertThat(reason(encodings.get(0))).endsWith("empty.wav: the file is empty");
      assertThat(((AudioEncoding.Encoded) encodings.get(1)).vector())
          .isEqualTo(encoder.encode(good));
      assertThat(((AudioEncoding.Encoded) encodings.get(1)).seconds()).isEqualTo(0.63);
      assertThat(reason(encodings.get(2))).contains("none.wav: cannot be read");
      assertThat(reason(encodings.get(3)))
          .contains("short.wav: a sound of 0.001 s does not suit the model");
      assertThatThrownBy(() -> encoder.encode(empty)).isInstanceOf(DataFormatException.class);
      List<Path> bad = Collections.nCopies(3, empty);
      assertThat(encoder.encodings(bad, Progress.NONE)).hasSize(3);
    }
  }

  private static String reason(AudioEncoding encoding) {
    return ((AudioEncoding.Failed) encoding).reason();
  }

  /** A sound of another rate is nearly what it is at the rate of the model. */
  @Test
  void soundsOfAnyRateAreTaken() {
    AudioFixture fixture = AudioFixture.of("whisper-encoder");
    float[] at16 = new float[16_000];
    float[] at44 = new float[44_100];
    for (int i = 0; i < at44.length; i++) {
      at44[i] = tone(i / 44_100.0);
    }
    for (int i = 0; i < at16.length; i++) {
      at16[i] = tone(i / 16_000.0);
    }
    try (AudioEncoder encoder = AudioEncoder.load(fixture.folder())) {
      float[] one = encoder.encode(new Sound(at16, 16_000));
      float[] other = encoder.encode(new Sound(at44, 44_100));
      double dot = 0;
      for (int i = 0; i < one.length; i++) {
        dot += (double) one[i] * other[i];
      }
      assertThat(dot).isGreaterThan(0.9999);
    }
  }

  private static float tone(double seconds) {
    return (float)
        (0.4 * Math.sin(2 * Math.PI * 440 * seconds)
            + 0.2 * Math.sin(2 * Math.PI * 3000 * seconds));
  }

  @Test
  void foldersThatHoldNoModelOfSoundsAreRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> AudioEncoder.load(folder.resolve("none")))
        .isInstanceOf(NotFoundException.class);
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\"}");
    assertThatThrownBy(() -> AudioEncoder.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model_type 'bert' takes no sounds; those that do are audio-");
  }
}
