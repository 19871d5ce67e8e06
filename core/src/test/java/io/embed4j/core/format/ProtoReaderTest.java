package io.embed4j.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages of the documentation of Protocol Buffers ("Encoding"), and bytes that are no message.
 */
class ProtoReaderTest {
  private static final int MANY = 1000;

  private static ProtoReader reader(byte[] bytes) {
    return new ProtoReader("x.bin", MemorySegment.ofArray(bytes), MANY);
  }

  private static ProtoReader reader(String hex) {
    return reader(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void examplesOfTheDocumentationAreRead() {
    ProtoReader number = reader("08 96 01");
    assertThat(number.next()).isTrue();
    assertThat(number.field()).isEqualTo(1);
    assertThat(number.whole()).isEqualTo(150);
    assertThat(number.next()).isFalse();
    ProtoReader text = reader("12 07 74 65 73 74 69 6e 67");
    assertThat(text.next()).isTrue();
    assertThat(text.field()).isEqualTo(2);
    assertThat(text.text()).isEqualTo("testing");
    ProtoReader outer = reader("1a 03 08 96 01");
    assertThat(outer.next()).isTrue();
    ProtoReader inner = outer.message();
    assertThat(inner.next()).isTrue();
    assertThat(inner.whole()).isEqualTo(150);
    ProtoReader packed = reader("32 06 03 8e 02 9e a7 05");
    assertThat(packed.next()).isTrue();
    List<Long> wholes = new ArrayList<>();
    packed.addWholes(wholes, 3);
    assertThat(wholes).containsExactly(3L, 270L, 86942L);
    ProtoReader minusTwo = reader("08 fe ff ff ff ff ff ff ff ff 01");
    assertThat(minusTwo.next()).isTrue();
    assertThat(minusTwo.whole()).isEqualTo(-2);
    ProtoReader half = reader("0d 00 00 00 3f");
    assertThat(half.next()).isTrue();
    assertThat(half.float32()).isEqualTo(0.5f);
  }

  @Test
  void unknownFieldsOfAllKindsArePassedOver() {
    ProtoReader reader = reader("08 96 01 11 0102030405060708 1a 02 ffff 25 01020304 28 07");
    int last = 0;
    while (reader.next()) {
      last = reader.field();
      reader.skip();
    }
    assertThat(last).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "08 8080808080808080808001, a varint of more than ten bytes",
    "08 80, truncated: 1 more bytes expected",
    "12 05 6162, truncated: 5 more bytes expected",
    "12 ffffffffffffffffff01, truncated: 18446744073709551615 more bytes expected",
    "12 80808080808080808001, truncated: 9223372036854775808 more bytes expected",
    "09 0102, truncated: 8 more bytes expected",
    "0d 0102, truncated: 4 more bytes expected",
    "0b, wire type 3",
    "0c, wire type 4",
    "0f, wire type 7",
    "00 01, field number 0",
    "f8ffffffffffffffff01 01, field number"
  })
  void whatIsNotSoundIsRefused(String hex, String message) {
    assertThatThrownBy(
            () -> {
              ProtoReader reader = reader(hex);
              while (reader.next()) {
                reader.skip();
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("x.bin: at byte ")
        .hasMessageContaining(message);
  }

  @Test
  void aLengthBeyondTheInnerMessageIsRefusedEvenWhereTheFileGoesOn() {
    ProtoReader outer = reader("0a 02 12 04 61626364");
    assertThat(outer.next()).isTrue();
    ProtoReader inner = outer.message();
    assertThat(inner.next()).isTrue();
    assertThatThrownBy(inner::text).hasMessageContaining("truncated: 4 more bytes expected");
  }

  @Test
  void fieldsOfAllMessagesTogetherAreLimited() {
    byte[] deep = nested(MANY + 1);
    ProtoReader reader = reader(deep);
    assertThatThrownBy(
            () -> {
              ProtoReader level = reader;
              while (level.next()) {
                level = level.message();
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("more than 1000 fields");
  }

  /** Returns a message in a message, and so on. */
  private static byte[] nested(int levels) {
    byte[] message = {};
    for (int i = 0; i < levels; i++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      outer.write(0x0a);
      for (int rest = message.length; ; rest >>>= 7) {
        outer.write(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
        if (rest < 0x80) {
          break;
        }
      }
      outer.writeBytes(message);
      message = outer.toByteArray();
    }
    return message;
  }

  @Test
  void wrongKindsAreRefused() {
    ProtoReader text = reader("12 01 61");
    assertThat(text.next()).isTrue();
    assertThatThrownBy(text::whole).hasMessageContaining("field 2 has wire type 2 instead of 0");
    assertThatThrownBy(text::float32).hasMessageContaining("field 2 has wire type 2 instead of 5");
  }

  @Test
  void randomBytesEndOrAreRefused() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        readAll(reader(bytes));
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("x.bin: at byte ");
      }
    }
  }

  private static void readAll(ProtoReader reader) {
    while (reader.next()) {
      if (reader.field() % 3 == 0) {
        readAll(reader.message());
      } else if (reader.field() % 3 == 1) {
        assertThat(reader.text().getBytes(UTF_8)).hasSizeLessThan(200);
      } else {
        reader.skip();
      }
    }
  }
}
