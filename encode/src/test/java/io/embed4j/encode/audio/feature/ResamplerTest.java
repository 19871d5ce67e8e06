package io.embed4j.encode.audio.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New samples of tones against the tones themselves. */
final class ResamplerTest {
  private static float[] tone(int rate, double hertz, int count) {
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate + 0.3);
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 16000, 440", "44100, 16000, 7300", "48000, 16000, 1000", "8000, 16000, 3600",
    "8000, 48000, 1234", "22050, 16000, 5000", "16000, 48000, 7400", "11025, 16000, 5100",
    "96000, 16000, 50", "44100, 48000, 20000",
  })
  void aToneOfTheBandStaysWhatItIs(int from, int to, double hertz) {
    float[] y = Resampler.of(from, to).resample(tone(from, hertz, from / 2));
    assertThat(y.length).isEqualTo((to + 1) / 2);
    float[] expected = tone(to, hertz, y.length);
    int edge = to / 20;
    for (int i = edge; i < y.length - edge; i++) {
      assertThat(y[i]).isCloseTo(expected[i], within(3e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"44100, 16000, 8600", "48000, 16000, 20000", "48000, 16000, 9000"})
  void aToneBeyondTheBandVanishes(int from, int to, double hertz) {
    float[] y = Resampler.of(from, to).resample(tone(from, hertz, from / 2));
    for (int i = to / 20; i < y.length - to / 20; i++) {
      assertThat(y[i]).isCloseTo(0, within(3e-6f));
    }
  }

  @Test
  void ratesWithoutACommonDivisorAreRefused() {
    assertThatThrownBy(() -> Resampler.of(191_999, 48_000))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("ratio of 48000 to 191999");
  }
}
