package io.embed4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.bench.sound.SoundSpeed;
import io.embed4j.core.run.Workers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The benchmark of sounds runs to its end and prints what it promises. */
final class SoundsCommandTest {
  @Test
  void printsSpeedBesideTheRooflineAndTheShareOfFeatures() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workers workers = new Workers(2);
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      SoundSpeed.run(1, 1, workers, new SpeedReport("generated", "whisper-tiny", 2), out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("1 windows of 30 s, 2 threads: encoder ")
        .contains("% of the roofline of ")
        .contains("% of both; resampling from 44.1 kHz ");
  }
}
