package io.embed4j.graph.data.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void findsTheFaultThatTheDecoderOfTheJdkFinds() {
    SplittableRandom random = new SplittableRandom(11);
    byte[] good = "plain text é 北京 😀 and plain text again é".getBytes(UTF_8);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) (1 + random.nextInt(255));
      }
      assertThat(Utf8.firstFault(bytes, 0, bytes.length))
          .as(Arrays.toString(bytes))
          .isEqualTo(decoderFault(bytes));
    }
  }

  private static int decoderFault(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
    return result.isError() ? in.position() : -1;
  }

  @Test
  void refusesZeroBytesAtAnyPlace() {
    for (int at = 0; at < 20; at++) {
      byte[] bytes = "0123456789abcdefghij".getBytes(UTF_8);
      assertThat(Utf8.firstFault(bytes, 0, 20)).isEqualTo(-1);
      bytes[at] = 0;
      assertThat(Utf8.firstFault(bytes, 0, 20)).isEqualTo(at);
    }
  }

  @Test
  void writesEveryKindOfCodePoint() {
    for (int codePoint :
        new int[] {0x41, 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x5317, 0x10000, 0x10ffff}) {
      byte[] out = new byte[4];
      int end = Utf8.write(codePoint, out, 0);
      assertThat(Arrays.copyOf(out, end)).isEqualTo(Character.toString(codePoint).getBytes(UTF_8));
      assertThat(Utf8.characters(out, 0, end)).isEqualTo(1);
    }
  }
}
