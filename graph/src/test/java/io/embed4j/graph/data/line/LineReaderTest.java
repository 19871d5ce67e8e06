package io.embed4j.graph.data.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.error.ErrorLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int MAX = 1 << 20;
  private final ErrorLog errors = new ErrorLog(100);

  private static List<String> lines(LineReader reader) {
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      int length = reader.end() - reader.start();
      lines.add(reader.number() + " " + new String(reader.bytes(), reader.start(), length, UTF_8));
    }
    return lines;
  }

  private LineReader reader(String text, int max) {
    return new LineReader("f", new ByteArrayInputStream(text.getBytes(UTF_8)), max, errors);
  }

  /** Gives at most a few bytes at a time, as a network or a gzip stream may. */
  private static InputStream dripping(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] out, int offset, int length) {
        return super.read(out, offset, Math.min(most, length));
      }
    };
  }

  @Test
  void givesTheLinesOfAnyTextHoweverTheStreamIsCut() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 60; trial++) {
      List<String> expected = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= 40; i++) {
        int length = trial < 50 ? random.nextInt(30) : random.nextInt(60_000);
        String line = "é1".repeat(length / 2);
        expected.add(i + " " + line);
        text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      int most = trial < 50 ? 1 + random.nextInt(9) : 100_000;
      assertThat(lines(new LineReader("f", dripping(bytes, most), MAX, errors)))
          .isEqualTo(expected);
    }
  }

  @Test
  void theLastLineNeedsNoLineBreak() {
    assertThat(lines(reader("a\n\nb", MAX))).containsExactly("1 a", "2 ", "3 b");
    assertThat(lines(reader("a\r", MAX))).containsExactly("1 a");
    assertThat(lines(reader("", MAX))).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheText() {
    assertThat(lines(reader("\ufeffa\n\ufeffb\n", MAX))).containsExactly("1 a", "2 \ufeffb");
    LineReader sampled = reader("\ufeffa\nb\n", MAX);
    assertThat(sampled.sample()).isEqualTo("a\nb\n".getBytes(UTF_8));
    assertThat(lines(sampled)).containsExactly("1 a", "2 b");
  }

  @Test
  void longLinesAreReportedAndSkipped() {
    String text =
        "a\n" + "x".repeat(11) + "\nb\n" + "\r".repeat(700_000) + "\r\nc\n" + "y".repeat(12);
    assertThat(lines(reader(text, 10))).containsExactly("1 a", "3 b", "5 c");
    assertThat(errors.messages())
        .containsExactly(
            "f:2:11: expected a line of at most 10 bytes, found a longer one; is this a text file"
                + " with one statement a line?",
            "f:4:11: expected a line of at most 10 bytes, found a longer one; is this a text file"
                + " with one statement a line?",
            "f:6:11: expected a line of at most 10 bytes, found a longer one; is this a text file"
                + " with one statement a line?");
  }

  @Test
  void malformedLinesAreReportedAndSkipped() {
    byte[] bytes = {'a', '\n', 'b', (byte) 0xe9, 'c', '\n', 'd', 0, '\n', 'e', '\n'};
    LineReader reader = new LineReader("f", new ByteArrayInputStream(bytes), MAX, errors);
    assertThat(lines(reader)).containsExactly("1 a", "4 e");
    assertThat(errors.messages())
        .containsExactly(
            "f:2:2: expected text in UTF-8, found the byte 0xE9; convert the file to UTF-8",
            "f:3:2: expected text in UTF-8, found a zero byte; convert the file to UTF-8");
  }
}
