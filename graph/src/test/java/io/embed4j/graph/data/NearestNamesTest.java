package io.embed4j.graph.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
  /** The textbook dynamic programme (Wagner and Fischer 1974). */
  private static int plainDistance(byte[] a, byte[] b) {
    int[][] d = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
        } else {
          int replace = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
          d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        }
      }
    }
    return d[a.length][b.length];
  }

  @Test
  void equalsThePlainDistanceAroundBlockBoundaries() {
    SplittableRandom random = new SplittableRandom(5);
    for (int length : new int[] {0, 1, 2, 31, 63, 64, 65, 100, 127, 128, 129, 200}) {
      for (int trial = 0; trial < 40; trial++) {
        String text = word(random, length);
        String name = trial % 2 == 0 ? mutated(text, random) : word(random, random.nextInt(220));
        int expected =
            plainDistance(
                text.toLowerCase(Locale.ROOT).getBytes(UTF_8),
                name.toLowerCase(Locale.ROOT).getBytes(UTF_8));
        byte[] bytes = name.getBytes(UTF_8);
        NearestNames pattern = new NearestNames(text);
        assertThat(pattern.distance(bytes, 0, bytes.length, 1000))
            .as("%s / %s", text, name)
            .isEqualTo(expected);
        assertThat(pattern.distance(bytes, 0, bytes.length, expected)).isEqualTo(expected);
        assertThat(pattern.distance(bytes, 0, bytes.length, expected - 1))
            .isGreaterThan(expected - 1);
      }
    }
  }

  private static String word(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abcABC".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  private static String mutated(String text, SplittableRandom random) {
    StringBuilder other = new StringBuilder(text);
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(other.length() + 1);
      if (random.nextBoolean() || at == other.length()) {
        other.insert(at, 'd');
      } else {
        other.deleteCharAt(at);
      }
    }
    return other.toString();
  }
}
