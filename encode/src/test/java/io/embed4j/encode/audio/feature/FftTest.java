package io.embed4j.encode.audio.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast transform against the sum that defines it. */
final class FftTest {
  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 22, 25, 49, 60, 64, 100, 400, 512})
  void equalsTheSum(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] re = random.doubles(n, -1, 1).toArray();
    double[] im = random.doubles(n, -1, 1).toArray();
    Fft fft = new Fft(n);
    for (int times = 0; times < 2; times++) { // its memory may be used again
      System.arraycopy(re, 0, fft.re(), 0, n);
      System.arraycopy(im, 0, fft.im(), 0, n);
      fft.transform();
      for (int k = 0; k < n; k++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int j = 0; j < n; j++) {
          double angle = -2 * Math.PI * (j * (long) k % n) / n;
          sumRe += re[j] * Math.cos(angle) - im[j] * Math.sin(angle);
          sumIm += re[j] * Math.sin(angle) + im[j] * Math.cos(angle);
        }
        assertThat(fft.re()[k]).isCloseTo(sumRe, within(1e-11));
        assertThat(fft.im()[k]).isCloseTo(sumIm, within(1e-11));
      }
    }
  }
}
