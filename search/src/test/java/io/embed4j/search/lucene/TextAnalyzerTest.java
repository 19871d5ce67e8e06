package io.embed4j.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

/** Against Lucene's analysers of one language each. */
class TextAnalyzerTest {
  private static final String ENGLISH =
      "The cat's owners weren't running 1,000 experiments on IL-6 in U.S. laboratories; it is \"so\"!";
  private static final String CHINESE = "中国的首都是北京，人口２１００万。第２页：ＡＢＣ公司";

  private static List<String> terms(Analyzer analyzer, String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (analyzer;
        TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(term.toString());
      }
      return terms;
    }
  }

  @Test
  void englishIsThatOfTheEnglishAnalyzer() throws IOException {
    assertThat(terms(new TextAnalyzer(), ENGLISH))
        .isEqualTo(terms(new EnglishAnalyzer(), ENGLISH))
        .contains("cat", "run", "experi")
        .doesNotContain("the", "is");
  }

  @Test
  void chineseIsThatOfTheAnalyzerOfPairs() throws IOException {
    assertThat(terms(new TextAnalyzer(), CHINESE))
        .isEqualTo(terms(new CJKAnalyzer(), CHINESE))
        .contains("中国", "国的", "北京", "2100", "abc");
  }

  @Test
  void bothLanguagesInOneText() throws IOException {
    assertThat(terms(new TextAnalyzer(), "Embeddings 嵌入向量 are vectors"))
        .containsExactly("embed", "嵌入", "入向", "向量", "vector");
  }
}
