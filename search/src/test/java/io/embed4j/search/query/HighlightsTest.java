package io.embed4j.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HighlightsTest {
  private static List<String> words(String text, String question) {
    return Highlights.of(text, question, 1_000).words().stream()
        .map(word -> word.of(text))
        .toList();
  }

  @Test
  void wordsAreMarkedInWhateverFormTheyStand() {
    assertThat(words("Running graphs have the graph's nodes.", "graph node run"))
        .containsExactly("Running", "graphs", "graph's", "nodes");
    assertThat(words("北京是中国的首都，北京很大。", "中国首都北京")).containsExactly("北京", "中国", "首都", "北京");
    assertThat(words("人工智能技术", "人工智能")).containsExactly("人工智能");
    assertThat(words("nothing here", "else")).isEmpty();
  }

  @Test
  void passageIsWhereMostWordsAre() {
    String filler = "lorem ipsum dolor sit amet ".repeat(20);
    String text = "One graph. " + filler + "Vectors of a graph, and more vectors. " + filler;
    Highlights found = Highlights.of(text, "graph vectors", 80);
    String passage = found.passage().of(text);
    assertThat(passage.length()).isLessThanOrEqualTo(80);
    assertThat(passage).contains("Vectors of a graph, and more vectors.");
    assertThat(found.words()).hasSize(3);
    assertThat(passage).doesNotMatch("^\\p{L}*psum .*"); // words stay whole
  }

  @Test
  void shortTextsComeWhole() {
    assertThat(Highlights.of("短文本", "向量", 100).passage().of("短文本")).isEqualTo("短文本");
  }
}
