package io.embed4j.encode.token;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random strings of what tokenizers stumble over. */
final class HostileTexts {
  /** What programs write, and what markup, marks and scripts are made of. */
  private static final List<String> PARTS =
      List.of(
          " ",
          "  ",
          "   ",
          "\t",
          "\n",
          "\r\n",
          "\n\n ",
          " \n",
          "\u00A0",
          "\u2003",
          "\u3000",
          "\u200B",
          "\u200D",
          "\u200E",
          "\uFEFF",
          "\u0085",
          "\u2028",
          "\u001C",
          "\u0000",
          "\u0001",
          "\u007F",
          "\u00AD",
          "\uFFFD",
          "\uE000",
          "a",
          "I",
          "the",
          "The",
          "THE",
          "hello",
          "don't",
          "I'LL",
          "we'Ve",
          "x'\u017F",
          "'s",
          "''",
          "``",
          "\"",
          ".",
          ",",
          "...",
          "!?",
          "-",
          "--",
          "_",
          "▁",
          "##",
          "Ġ",
          "@#$%^&*()",
          "1",
          "12",
          "1234567",
          "3.14",
          "½",
          "²",
          "Ⅷ",
          "①",
          "٣",
          "৪",
          "i",
          "İ",
          "ı",
          "ß",
          "ẞ",
          "ﬁ",
          "ﬆ",
          "Å",
          "A\u030A",
          "\u212B",
          "é",
          "e\u0301",
          "\u0301",
          "\u0300\u0316",
          "\u0316\u0300",
          "q\u0307\u0323",
          "ậ",
          "ǖ",
          "Ω",
          "Σ",
          "ς",
          "Ж",
          "й",
          "и\u0306",
          "ё",
          "א",
          "שׁ",
          "ש\u05C1\u05BC",
          "ب\u064B\u0651",
          "ﷺ",
          "ع",
          "ไม่",
          "ำ",
          "น้ำ",
          "नमस्ते",
          "क्षि",
          "ก็",
          "가",
          "각",
          "ᄀ",
          "ᅡ",
          "ᆨ",
          "가\u11A8",
          "ㄱ",
          "한국어",
          "日本語",
          "が",
          "か\u3099",
          "ｶﾞ",
          "カ",
          "ア",
          "今天",
          "天气",
          "很好。",
          "，",
          "「",
          "」",
          "㍻",
          "㌀",
          "龍",
          "豈",
          "𠀀",
          "𠮷",
          "𫠠",
          "\uD87E\uDC00",
          "😀",
          "👩‍👩‍👧‍👦",
          "👍🏽",
          "🇩🇪",
          "🇩🇪🇫🇷",
          "🇩",
          "☀️",
          "☀",
          "1️⃣",
          "#️⃣",
          "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
          "𝔸",
          "𝟙",
          "ℌ",
          "Ａ",
          "ａ",
          "１",
          "！",
          "～",
          "™",
          "℃",
          "½",
          "…",
          "‽",
          "—",
          "’",
          "“",
          "†",
          "§",
          "¿",
          "\u0300",
          "\u0489",
          "\u20DD",
          "a\u0300\u0301",
          "\u034F",
          "\u1160",
          "\uD834\uDD5E",
          "\uD834\uDD58",
          "ཀྱི",
          "\u0F73",
          "\u0F71\u0F72",
          "\u0344",
          "\u0345",
          "α\u0345",
          "ᾳ",
          "\u1FED",
          "\u037E",
          "\u1E9B\u0323",
          "[CLS]",
          "[MASK]",
          " [MASK] ",
          "[SEP]",
          "[PAD]",
          "[UNK]",
          "<s>",
          "</s>",
          "<mask>",
          " <mask>",
          "<unk>",
          "<pad>",
          "<extra_id_0>",
          "<|endoftext|>",
          "<|startoftext|>",
          "<|im_start|>",
          "<|im",
          "[MASK",
          "<0x41>",
          "https://example.org/a?b=1&c=2",
          "C++",
          "foo_bar",
          "fooBar",
          "\\n",
          "{\"a\": [1]}");

  private final SplittableRandom random;

  HostileTexts(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns so many texts. */
  static List<String> list(long seed, int count) {
    HostileTexts texts = new HostileTexts(seed);
    return Stream.generate(texts::next).limit(count).toList();
  }

  /** Returns the next text: up to some forty parts, characters of anywhere between them. */
  String next() {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(random.nextBoolean() ? 6 : 40);
    int anywhere = random.nextInt(4) * 10; // of 100
    for (int i = 0; i < count; i++) {
      if (random.nextInt(100) < anywhere) {
        text.appendCodePoint(anywhere());
      } else {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      if (random.nextInt(4) == 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  /** Returns a code point that is assigned, low ones more often. */
  private int anywhere() {
    while (true) {
      int limit = 1 << (8 + random.nextInt(10));
      int point = random.nextInt(limit);
      int type = Character.getType(point);
      if (type != Character.UNASSIGNED && type != Character.SURROGATE) {
        return point;
      }
    }
  }
}
