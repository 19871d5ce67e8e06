package io.embed4j.encode.audio.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.audio.Sound;
import io.embed4j.encode.benchmark.LinearProbe;
import io.embed4j.neural.family.ResNetShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tones that rise, fall or stay, at any pitch, must be learnt. */
final class AudioTrainerTest {
  private static final int RATE = 8000;
  private static final int KINDS = 3;

  @TempDir private Path folder;

  private static AudioTrainConfig config(int epochs) {
    return new AudioTrainConfig(
        epochs,
        30,
        5e-3,
        1e-2,
        0.1,
        new ResNetShape(1, 8, false, List.of(8, 16), List.of(1, 1)),
        8,
        new SpecAugment(0.1, 0.05, 1, 4, 0.1),
        3);
  }

  private static List<LabelledSound> sounds(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledSound> sounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = i % KINDS;
      float[] x = new float[random.nextInt(2500, 4000)];
      double hertz = random.nextDouble(700, 1400);
      double angle = 0;
      for (int t = 0; t < x.length; t++) {
        double bend = (kind - 1) * 0.6 * t / x.length;
        angle += 2 * Math.PI * hertz * (1 + bend) / RATE;
        x[t] = (float) (0.5 * Math.sin(angle) + 0.01 * random.nextGaussian());
      }
      sounds.add(new LabelledSound(new Sound(x, RATE), "kind " + kind));
    }
    return sounds;
  }

  private static int[] classes(int count) {
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = i % KINDS;
    }
    return classes;
  }

  private static List<float[]> vectors(AudioEncoder encoder, List<LabelledSound> sounds) {
    return encoder.encodeAll(sounds.stream().map(LabelledSound::sound).toList());
  }

  @Test
  void learnsAndWritesAFolderThatIsAnEncoder() {
    List<LabelledSound> train = sounds(120, 1);
    List<LabelledSound> test = sounds(60, 2);
    List<Double> losses;
    try (Workers workers = new Workers(2)) {
      losses = AudioTrainer.train(train, RATE, config(8), folder, workers, Progress.NONE);
    }
    assertThat(losses).hasSize(8);
    assertThat(losses.getLast()).isLessThan(losses.getFirst() - 0.3);
    try (AudioEncoder encoder = AudioEncoder.load(folder)) {
      assertThat(encoder.model().extractor().rate()).isEqualTo(RATE);
      LinearProbe probe =
          LinearProbe.fit(vectors(encoder, train), classes(120), KINDS, 1.0 / train.size());
      assertThat(probe.accuracy(vectors(encoder, test), classes(60))).isGreaterThan(0.9);
    }
  }

  @Test
  void theSameSettingsGiveTheSameBitsWithAnyThreads() throws IOException {
    List<LabelledSound> train = sounds(60, 1);
    for (int threads = 1; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        Path each = Files.createDirectory(folder.resolve("t" + threads));
        AudioTrainer.train(train, RATE, config(1), each, workers, Progress.NONE);
      }
    }
    byte[] one = Files.readAllBytes(folder.resolve("t1/model.safetensors"));
    assertThat(Files.readAllBytes(folder.resolve("t2/model.safetensors"))).isEqualTo(one);
    assertThat(Files.readAllBytes(folder.resolve("t3/model.safetensors"))).isEqualTo(one);
  }

  @Test
  void tooFewSoundsAreRefused() {
    assertThatThrownBy(
            () ->
                AudioTrainer.train(
                    sounds(12, 1), RATE, config(1), folder, Workers.single(), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 30 sounds, as many as in a batch, but there are 12");
  }
}
