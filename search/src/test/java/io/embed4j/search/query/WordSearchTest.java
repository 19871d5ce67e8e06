package io.embed4j.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.search.Samples;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BM25 against its formula in double. */
class WordSearchTest {
  @TempDir private Path folder;

  /** Σ ln(1 + (N − n + ½)/(n + ½)) · f / (f + k₁ (1 − b + b·|d|/avg)) over the terms asked for. */
  private static double bm25(List<String> question, List<String> text, List<List<String>> all) {
    double average = all.stream().mapToInt(List::size).average().orElseThrow();
    double score = 0;
    for (String term : question) {
      double n = all.stream().filter(other -> other.contains(term)).count();
      double f = text.stream().filter(term::equals).count();
      double norm = 1.2 * (1 - 0.75 + 0.75 * text.size() / average);
      score += n == 0 ? 0 : Math.log(1 + (all.size() - n + 0.5) / (n + 0.5)) * f / (f + norm);
    }
    return score;
  }

  @Test
  void scoresAreThoseOfTheFormula() {
    Random random = new Random(7);
    List<List<String>> texts = new ArrayList<>();
    try (SearchIndex index = SearchIndex.open(folder, Samples.settings(3))) {
      for (int n = 0; n < 200; n++) {
        List<String> words = new ArrayList<>();
        int length = 1 + random.nextInt(30); // Lucene keeps lengths exactly up to 40
        for (int w = 0; w < length; w++) {
          words.add("w" + (int) Math.abs(random.nextGaussian() * 20));
        }
        texts.add(words);
        index.put(List.of(Samples.item("" + n, String.join(" ", words))));
      }
      index.commit();
    }
    List<String> question = Arrays.asList("w3", "w17", "w40", "w3", "w99");
    List<Integer> expected = new ArrayList<>();
    for (int n = 0; n < texts.size(); n++) {
      expected.add(n);
    }
    expected.sort(Comparator.comparingDouble(n -> -bm25(question, texts.get(n), texts)));
    try (IndexView view = IndexView.open(folder)) {
      List<Hit> hits = view.search(SearchRequest.words(String.join(" ", question)).top(20));
      assertThat(hits).hasSize(20);
      for (int i = 0; i < hits.size(); i++) {
        double best = bm25(question, texts.get(expected.get(i)), texts);
        assertThat(hits.get(i).score()).isEqualTo(best, within(1e-5));
        double own = bm25(question, texts.get(Integer.parseInt(hits.get(i).item().id())), texts);
        assertThat(hits.get(i).words().orElseThrow().score()).isEqualTo(own, within(1e-5));
      }
    }
  }

  @Test
  void findsBothLanguagesAndNothingForNothing() {
    try (SearchIndex index = SearchIndex.open(folder, Samples.settings(3))) {
      index.put(
          List.of(
              Samples.item("en", "Graphs were embedded by running TransE."),
              Samples.item("zh", "知识图谱的嵌入向量")));
      index.commit();
    }
    try (IndexView view = IndexView.open(folder)) {
      assertThat(view.search(SearchRequest.words("embedding a graph")))
          .extracting(hit -> hit.item().id())
          .containsExactly("en");
      assertThat(view.search(SearchRequest.words("图谱向量")))
          .extracting(hit -> hit.item().id())
          .containsExactly("zh");
      assertThat(view.search(SearchRequest.words("the of"))).isEmpty();
      assertThat(view.search(SearchRequest.words("graph").where(new Filter.Not(Filter.all()))))
          .isEmpty();
    }
  }
}
