package io.embed4j.search.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.text.Span;
import io.embed4j.search.chunk.Chunking.Unit;
import io.embed4j.search.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chunks by tokens that are at most four letters of a word, or a Chinese letter, or a mark. */
class ChunkerTest {
  private static final Pattern TOKEN =
      Pattern.compile("[a-zA-Z0-9]{1,4}|\\p{IsHan}|[^\\sa-zA-Z0-9\\p{IsHan}]");

  private static List<Span> tokens(String text) {
    return TOKEN.matcher(text).results().map(m -> new Span(m.start(), m.end())).toList();
  }

  private static int count(String text) {
    return tokens(text).size();
  }

  private static List<String> chunks(String text, Unit unit, int size, int overlap) {
    Chunker chunker = new Chunker(new Chunking(unit, size, overlap), ChunkerTest::tokens);
    return chunker.split(text).stream().map(span -> span.of(text)).toList();
  }

  /** What holds of every text: nothing lost, nothing too long, nothing twice but the overlap. */
  @ParameterizedTest
  @EnumSource(Unit.class)
  void chunksCoverTextsAndAreShort(Unit unit) {
    Random random = new Random(5);
    String[] parts = {
      "word",
      "another",
      "Internationalization",
      "中文",
      "，",
      "。",
      ". ",
      "! ",
      " ",
      " ",
      "\n",
      "\n\n",
      "😀",
      "Dr. ",
      "3.14"
    };
    for (int round = 0; round < 300; round++) {
      StringBuilder made = new StringBuilder();
      int length = random.nextInt(120);
      for (int i = 0; i < length; i++) {
        made.append(parts[random.nextInt(parts.length)]);
      }
      String text = made.toString();
      int size = 1 + random.nextInt(20);
      int overlap = random.nextInt(size);
      List<Span> spans =
          new Chunker(new Chunking(unit, size, overlap), ChunkerTest::tokens).split(text);
      boolean[] covered = new boolean[text.length()];
      Span before = null;
      for (Span span : spans) {
        String chunk = span.of(text);
        assertThat(chunk).as(text).isNotBlank().isEqualTo(chunk.strip());
        assertThat(count(chunk)).as("%s in %s", chunk, text).isLessThanOrEqualTo(size);
        if (before != null) {
          assertThat(span.start()).isGreaterThan(before.start());
          assertThat(span.end()).isGreaterThan(before.end());
          int shared = before.end() - span.start();
          int repeated = shared > 0 ? count(text.substring(span.start(), before.end())) : 0;
          assertThat(repeated).as(text).isLessThanOrEqualTo(overlap);
        }
        before = span;
        for (int i = span.start(); i < span.end(); i++) {
          covered[i] = true;
        }
      }
      for (int i = 0; i < covered.length; i++) {
        assertThat(covered[i] || Character.isWhitespace(text.charAt(i))).as(text).isTrue();
      }
    }
  }

  @Test
  void tokensFillChunksAndLeaveWordsWhole() {
    assertThat(chunks("one two three four five six", Unit.TOKENS, 4, 0))
        .containsExactly("one two three", "four five six"); // "three" is two tokens
    assertThat(chunks("one two six ten red sun", Unit.TOKENS, 3, 1))
        .containsExactly("one two six", "six ten red", "red sun");
    assertThat(chunks("知识图谱嵌入", Unit.TOKENS, 4, 2)).containsExactly("知识图谱", "图谱嵌入");
    assertThat(chunks("internationalization", Unit.TOKENS, 2, 0))
        .containsExactly("internat", "ionaliza", "tion"); // no room for the word
  }

  @Test
  void sentencesOfBothLanguages() {
    assertThat(
            chunks(
                "Dr. Smith met Mr. Li. He lives in the U.S. today! Why? e.g. so.",
                Unit.SENTENCES,
                12,
                0))
        .containsExactly("Dr. Smith met Mr. Li.", "He lives in the U.S. today!", "Why? e.g. so.");
    assertThat(chunks("今天天气很好。我们去公园吧！“你呢？”他问。完了", Unit.SENTENCES, 8, 0))
        .containsExactly("今天天气很好。", "我们去公园吧！", "“你呢？”他问。", "完了");
    assertThat(chunks("One.\n\nTwo", Unit.SENTENCES, 2, 0)).containsExactly("One.", "Two");
  }

  @Test
  void recursionPrefersLargerBlocks() {
    String text = "A first one.\n\nA second. It has two.\n\n- item\n- more";
    assertThat(chunks(text, Unit.RECURSIVE, 8, 0))
        .containsExactly("A first one.", "A second. It has two.", "- item\n- more");
    assertThat(chunks(text, Unit.RECURSIVE, 5, 0))
        .containsExactly("A first one.", "A second.", "It has two.", "- item\n- more");
  }

  @Test
  void chunksKnowTheirPartAndStayInIt() {
    String text = "# One\nfirst part\n# Two\nsecond part";
    int second = text.indexOf("# Two");
    Document document =
        new Document(
            "",
            text,
            List.of(
                new Document.Part(new Span(0, second), "One", OptionalInt.empty()),
                new Document.Part(new Span(second, text.length()), "Two", OptionalInt.of(2))));
    List<Chunk> chunks =
        new Chunker(new Chunking(Unit.RECURSIVE, 100, 10), ChunkerTest::tokens).chunks(document);
    List<String> texts = new ArrayList<>();
    chunks.forEach(chunk -> texts.add(chunk.part().heading() + ": " + chunk.text()));
    assertThat(texts).containsExactly("One: # One\nfirst part", "Two: # Two\nsecond part");
    assertThat(chunks.get(1).part().page()).hasValue(2);
    assertThat(chunks.get(1).span().of(text)).isEqualTo(chunks.get(1).text());
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new Chunking(Unit.TOKENS, 10, 10))
        .hasMessage("overlap must be from 0 to below size, 10, but is 10");
    assertThatThrownBy(() -> new Chunking(Unit.TOKENS, 0, 0))
        .hasMessage("size must be at least 1, but is 0");
  }
}
