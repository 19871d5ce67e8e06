package io.embed4j.encode.token;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every code point that the JDK knows (Unicode 16), beside the native tokenizers, whose tables are
 * of several versions.
 */
class UnicodeTest {
  private static final int TOGETHER = 200;

  /** Returns all assigned code points, many in each text, each between two letters. */
  private static List<String> allCodePoints() {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder("q");
    int count = 0;
    for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
      int type = Character.getType(point);
      boolean uniform =
          type == Character.UNASSIGNED
              || type == Character.SURROGATE
              || (type == Character.PRIVATE_USE && point % 1000 != 0)
              || (point > 0x3500 && point < 0x9F00 && point % 100 != 0)
              || (point > 0x20100 && point < 0x2A600 && point % 1000 != 0);
      if (!uniform) {
        text.appendCodePoint(point).append("q");
        if (++count % TOGETHER == 0) {
          texts.add(text.toString());
          text.setLength(1);
        }
      }
    }
    texts.add(text.toString());
    return texts;
  }

  /** Returns each mark beside marks of a low, a middle and a high combining class. */
  private static List<String> marks() {
    List<String> texts = new ArrayList<>();
    for (int point = 0x300; point < 0x20000; point++) {
      int type = Character.getType(point);
      if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
        String mark = Character.toString(point);
        texts.add(
            "a" + mark + "\u0334e\u0345" + mark + "i" + mark + "\u0316o\u0316" + mark + "\u0301");
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'NFC'}",
        "{'type': 'NFD'}",
        "{'type': 'NFKC'}",
        "{'type': 'NFKD'}",
        "{'type': 'Lowercase'}",
        "{'type': 'StripAccents'}",
        "{'type': 'BertNormalizer', 'clean_text': true, 'handle_chinese_chars': true,"
            + " 'strip_accents': true, 'lowercase': true}"
      })
  void eachCodePointIsNormalizedAlike(String normalizer) throws IOException {
    byte[] json = WrittenFile.of("normalizer", normalizer).with("model", WrittenFile.BYTES).json();
    Comparison.assertSame(normalizer, json, allCodePoints());
    Comparison.assertSame(normalizer, json, marks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'BertPreTokenizer'}",
        "{'type': 'Whitespace'}",
        "{'type': 'WhitespaceSplit'}",
        "{'type': 'Digits', 'individual_digits': false}",
        "{'type': 'Split', 'pattern': {'Regex': '\\\\p{L}+|\\\\s'}, 'behavior': 'Isolated',"
            + " 'invert': false}",
        "{'type': 'Split', 'pattern': {'Regex': '\\\\p{N}|\\\\w+'}, 'behavior': 'Isolated',"
            + " 'invert': false}"
      })
  void eachCodePointIsCutAlike(String preTokenizer) throws IOException {
    byte[] json =
        WrittenFile.of("pre_tokenizer", preTokenizer).with("model", WrittenFile.WORDS).json();
    Comparison.assertSame(preTokenizer, json, allCodePoints());
  }
}
