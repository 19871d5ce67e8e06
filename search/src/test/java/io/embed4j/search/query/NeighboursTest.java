package io.embed4j.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.search.Samples;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Neighbours against the cosines of all vectors in double. */
class NeighboursTest {
  private static final int DIM = 64;
  private static final int COUNT = 3_000;
  private static final int K = 10;

  @TempDir private Path folder;
  private final List<float[]> vectors = Samples.vectors(COUNT, DIM, 11);
  private final List<float[]> questions = Samples.vectors(30, DIM, 12);

  private void index(IndexSettings settings) {
    try (SearchIndex index = SearchIndex.open(folder, settings)) {
      List<Item> items = new ArrayList<>();
      for (int n = 0; n < COUNT; n++) {
        items.add(Samples.item(n, vectors.get(n)));
      }
      index.put(items);
      index.put(List.of(Samples.item("no vector", "text")));
      index.commit();
    }
  }

  private List<Integer> nearest(float[] question, IntPredicate allowed) {
    double[] cosines = vectors.stream().mapToDouble(v -> Samples.cosine(question, v)).toArray();
    return IntStream.range(0, COUNT)
        .filter(allowed)
        .boxed()
        .sorted(Comparator.comparingDouble(n -> -cosines[n]))
        .limit(K)
        .toList();
  }

  private static List<Integer> numbers(List<Hit> hits) {
    return hits.stream()
        .map(hit -> Math.toIntExact(hit.item().whole("number").orElseThrow()))
        .toList();
  }

  private double recall(IndexView view, IntPredicate allowed, Filter filter) {
    int found = 0;
    for (float[] question : questions) {
      VectorQuery query = VectorQuery.of(Samples.FIELD, question);
      List<Hit> hits = view.search(SearchRequest.neighbours(query).where(filter).top(K));
      assertThat(hits).hasSize(K);
      for (Hit hit : hits) { // whatever found it, its cosine is that of all floats
        float[] vector = vectors.get(numbers(List.of(hit)).getFirst());
        assertThat(hit.score()).isEqualTo(Samples.cosine(question, vector), within(1e-5));
      }
      assertThat(hits).isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
      List<Integer> best = new ArrayList<>(nearest(question, allowed));
      best.retainAll(numbers(hits));
      found += best.size();
    }
    return found / (double) (K * questions.size());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 64", "INT8, 64", "BINARY, 64", "FLOAT, 24", "INT8, 24"})
  void graphsFindNearlyAll(Precision precision, int firstPass) {
    index(Samples.settings(DIM, precision, firstPass));
    try (IndexView view = IndexView.open(folder)) {
      assertThat(recall(view, n -> true, Filter.all())).isGreaterThan(0.99);
      Filter some = new Filter.WholeRange("number", 100, 1_999);
      assertThat(recall(view, n -> n >= 100 && n < 2_000, some)).isGreaterThan(0.99);
      Filter few = new Filter.WholeRange("number", 700, 720);
      assertThat(recall(view, n -> n >= 700 && n <= 720, few)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void exactSearchFindsAll(Precision precision) {
    index(Samples.settings(DIM, precision, DIM));
    try (IndexView view = IndexView.open(folder)) {
      for (float[] question : questions) {
        VectorQuery query = VectorQuery.of(Samples.FIELD, question).exact();
        Filter later = new Filter.Not(new Filter.WholeRange("number", 0, 500));
        assertThat(numbers(view.search(SearchRequest.neighbours(query).top(K))))
            .isEqualTo(nearest(question, n -> true));
        assertThat(numbers(view.search(SearchRequest.neighbours(query).where(later).top(K))))
            .isEqualTo(nearest(question, n -> n > 500));
      }
    }
  }

  @Test
  void smallIndexesHaveNoGraphAndFindAll() {
    index(IndexSettings.defaults().with(Samples.settings(DIM).vector(Samples.FIELD)));
    try (IndexView view = IndexView.open(folder)) {
      assertThat(recall(view, n -> true, Filter.all())).isEqualTo(1);
    }
  }

  @Test
  void refusesQuestionsOfAnotherLength() {
    index(Samples.settings(DIM));
    try (IndexView view = IndexView.open(folder)) {
      VectorQuery query = VectorQuery.of(Samples.FIELD, new float[DIM - 1]);
      assertThatThrownBy(() -> view.search(SearchRequest.neighbours(query)))
          .hasMessage("the question must have 64 numbers for \"text\", but has 63");
      assertThatThrownBy(
              () -> view.search(SearchRequest.neighbours(VectorQuery.of("other", new float[DIM]))))
          .hasMessage("this index has no vectors \"other\"; it has text");
    }
  }

  @Test
  void severalVectorsAnItem() {
    var settings = Samples.settings(2);
    settings = settings.with(new VectorField("graph", Precision.FLOAT, 3, Samples.model(3)));
    try (SearchIndex index = SearchIndex.open(folder, settings)) {
      index.put(
          List.of(
              new Item(
                  "both",
                  "",
                  List.of(),
                  Map.of(Samples.FIELD, new float[] {1, 0}, "graph", new float[] {0, 0, 1})),
              new Item("one", "", List.of(), Map.of("graph", new float[] {0, 1, 1}))));
      index.commit();
    }
    try (IndexView view = IndexView.open(folder)) {
      var graph = VectorQuery.of("graph", new float[] {0, 1, 0});
      assertThat(view.search(SearchRequest.neighbours(graph)))
          .extracting(hit -> hit.item().id())
          .containsExactly("one", "both");
      var text = VectorQuery.of(Samples.FIELD, new float[] {0, 1});
      assertThat(view.search(SearchRequest.neighbours(text)))
          .extracting(hit -> hit.item().id())
          .containsExactly("both");
    }
  }
}
