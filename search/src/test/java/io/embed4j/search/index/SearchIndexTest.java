package io.embed4j.search.index;

import static io.embed4j.search.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.search.Samples;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import io.embed4j.search.query.VectorQuery;
import io.embed4j.search.schema.ModelMismatchException;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing, and what readers see of it. */
class SearchIndexTest {
  @TempDir private Path folder;

  private SearchIndex index() {
    return SearchIndex.open(folder, Samples.settings(3));
  }

  private static List<String> ids(IndexView view) {
    return view.items(Filter.all()).stream().map(Item::id).sorted().toList();
  }

  @Test
  void readersSeeCommitsWholeAndKeepTheirs() {
    try (SearchIndex index = index();
        IndexView empty = IndexView.open(folder)) {
      index.put(List.of(item("a", "one"), item("b", "two")));
      assertThat(empty.newer()).isEmpty();
      index.commit();
      try (IndexView first = empty.newer().orElseThrow()) {
        assertThat(ids(first)).containsExactly("a", "b");
        index.put(List.of(item("a", "changed"), item("c", "three")));
        index.delete("b");
        index.commit();
        try (IndexView second = IndexView.open(folder)) {
          assertThat(ids(second)).containsExactly("a", "c");
          assertThat(second.item("a").orElseThrow().text()).isEqualTo("changed");
          assertThat(second.item("b")).isEmpty();
        }
        assertThat(ids(first)).containsExactly("a", "b");
        assertThat(first.item("a").orElseThrow().text()).isEqualTo("one");
      }
      assertThat(empty.size()).isZero();
    }
  }

  @Test
  void whatIsNotCommittedIsGone() {
    try (SearchIndex index = index()) {
      index.put(List.of(item("a", "one")));
      index.commit();
      index.put(List.of(item("b", "two")));
      index.delete("a");
    }
    try (IndexView view = IndexView.open(folder)) {
      assertThat(ids(view)).containsExactly("a");
    }
  }

  @Test
  void itemsComeBackAsTheyWere() {
    Item whole =
        new Item(
            "x",
            "文字 and words",
            List.of(
                new Attribute.Term("type", "城市"),
                new Attribute.Term("type", "capital"),
                new Attribute.Whole("page", 12),
                new Attribute.Real("weight", -0.25)),
            Map.of(Samples.FIELD, new float[] {3, 0, 4}));
    try (SearchIndex index = index()) {
      index.put(List.of(whole));
      index.commit();
    }
    try (IndexView view = IndexView.open(folder)) {
      Item found = view.item("x").orElseThrow();
      assertThat(found).isEqualTo(new Item("x", whole.text(), whole.attributes(), Map.of()));
      assertThat(found.term("type")).contains("城市");
      assertThat(found.whole("page")).hasValue(12);
      assertThat(view.vector("x", Samples.FIELD)).hasValue(new float[] {0.6f, 0, 0.8f});
    }
  }

  /** Filters against predicates on the same numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "parity=even",
        "parity!=even",
        "number>=40 and number<60",
        "number>40 or half<=3.5",
        "not (number<50 and parity=odd)",
        "name=n1*",
        "number=7",
        "number=7 and half=3.5",
        "missing=1",
      })
  void filtersMeanWhatTheySay(String expression) {
    Map<String, Predicate<Integer>> meaning =
        Map.of(
            "parity=even", n -> n % 2 == 0,
            "parity!=even", n -> n % 2 != 0,
            "number>=40 and number<60", n -> n >= 40 && n < 60,
            "number>40 or half<=3.5", n -> n > 40 || n / 2.0 <= 3.5,
            "not (number<50 and parity=odd)", n -> !(n < 50 && n % 2 != 0),
            "name=n1*", n -> ("n" + n).startsWith("n1"),
            "number=7", n -> n == 7,
            "number=7 and half=3.5", n -> n == 7,
            "missing=1", n -> false);
    try (SearchIndex index = index()) {
      for (int n = 0; n < 100; n++) {
        List<Attribute> attributes =
            List.of(
                new Attribute.Whole("number", n),
                new Attribute.Real("half", n / 2.0),
                new Attribute.Term("parity", n % 2 == 0 ? "even" : "odd"),
                new Attribute.Term("name", "n" + n));
        index.put(List.of(new Item("" + n, "", attributes, Map.of())));
      }
      index.commit();
    }
    try (IndexView view = IndexView.open(folder)) {
      List<Integer> found =
          view.items(Filter.parse(expression)).stream()
              .map(item -> Integer.valueOf(item.id()))
              .sorted()
              .toList();
      Predicate<Integer> meant = meaning.get(expression);
      assertThat(found).isEqualTo(IntStream.range(0, 100).boxed().filter(meant).toList());
    }
  }

  @Test
  void deletesByFilter() {
    try (SearchIndex index = index()) {
      for (int n = 0; n < 10; n++) {
        index.put(List.of(Samples.item(n, new float[] {1, n, 0})));
      }
      index.delete(new Filter.WholeRange("number", 3, 8));
      index.commit();
    }
    try (IndexView view = IndexView.open(folder)) {
      assertThat(ids(view)).containsExactly("item-0", "item-1", "item-2", "item-9");
      assertThat(view.search(SearchRequest.neighbours(question(5)).top(2)))
          .extracting(hit -> hit.item().id())
          .containsExactly("item-9", "item-2");
    }
  }

  private static VectorQuery question(float second) {
    return VectorQuery.of(Samples.FIELD, new float[] {1, second, 0});
  }

  @Test
  void vectorsOfAnotherModelAreRefused() {
    ModelFingerprint other =
        new ModelFingerprint("sample-2", "a1", "c3", "cls", "query: ", "", 3, true);
    index().close();
    try (SearchIndex index = index()) {
      index.addVectors(VectorField.of(Samples.FIELD, Precision.FLOAT, Samples.model(3)));
      assertThatThrownBy(
              () -> index.addVectors(VectorField.of(Samples.FIELD, Precision.FLOAT, other)))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessage(
              "the vectors \"text\" of this index come from sample, and not from this sample-2;"
                  + " tokenizer hash: b2 in the index, c3 in the model; pooling: mean in the index,"
                  + " cls in the model; query prompt: \"\" in the index, \"query: \" in the model."
                  + " Use the model of the index, or make a new index");
    }
    try (IndexView view = IndexView.open(folder)) {
      assertThatThrownBy(() -> view.settings().vector(Samples.FIELD).require(other))
          .isInstanceOf(ModelMismatchException.class);
      view.settings().vector(Samples.FIELD).require(Samples.model(3));
    }
  }

  @Test
  void settingsAreThoseOfTheCommit() {
    try (SearchIndex index = index()) {
      index.addVectors(
          new VectorField(
              "wide", Precision.BINARY, 64, Samples.model(2048))); // Lucene's limit: 1024
      index.note("model", "english");
      float[] wide = new float[2048];
      wide[7] = 1;
      index.put(List.of(new Item("w", "", List.of(), Map.of("wide", wide))));
      index.commit();
      index.note("model", "lost");
    }
    try (IndexView view = IndexView.open(folder)) {
      assertThat(view.settings().notes()).containsEntry("model", "english");
      assertThat(view.settings().vector("wide").precision()).isEqualTo(Precision.BINARY);
      assertThat(view.settings().vector("wide").firstPass()).isEqualTo(64);
      assertThat(view.settings().graph()).isEqualTo(Samples.settings(3).graph());
      assertThatThrownBy(() -> view.settings().vector("wid"))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("this index has no vectors \"wid\"; it has text, wide");
    }
  }

  @Test
  void refusesWhatItCannotTake() {
    try (SearchIndex index = index()) {
      assertThatThrownBy(() -> index.put(List.of(Samples.item(1, new float[] {1, 2}))))
          .hasMessage("item item-1: the vector \"text\" must have 3 numbers, but has 2");
      assertThatThrownBy(() -> index.put(List.of(Samples.item(1, new float[3]))))
          .hasMessageContaining("must have a length above 0");
      assertThatThrownBy(() -> index.put(List.of(Samples.item(1, new float[] {Float.NaN, 0, 0}))))
          .hasMessageContaining("must have a length above 0");
      assertThatThrownBy(this::index)
          .isInstanceOf(IndexBusyException.class)
          .hasMessageContaining("another process writes the index");
    }
  }

  @Test
  void refusesFoldersThatAreNoIndex() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(this::index)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("holds other files and no index");
    assertThatThrownBy(() -> IndexView.open(folder)).hasMessageContaining("holds no index");
    assertThatThrownBy(() -> IndexView.open(folder.resolve("none")))
        .hasMessageContaining("there is no index");
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
  }
}
