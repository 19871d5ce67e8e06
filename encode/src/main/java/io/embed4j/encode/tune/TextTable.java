package io.embed4j.encode.tune;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.Sequence;
import io.embed4j.encode.text.Sequences;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.loss.Tuples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples whose texts are tokens already, each distinct one once. Immutable; safe for many
 * threads.
 */
final class TextTable {
  /** A text with its prompt. */
  private record Entry(boolean first, String text) {}

  private final List<Example> examples;
  private final Map<String, Integer> ids; // of texts, whatever their prompt
  private final Map<Entry, Integer> places; // of texts with their prompts
  private final List<Sequence> sequences;
  private final List<float[]> teacher; // a vector a place, or none at all

  private TextTable(
      List<Example> examples,
      Map<String, Integer> ids,
      Map<Entry, Integer> places,
      List<Sequence> sequences,
      List<float[]> teacher) {
    this.examples = examples;
    this.ids = ids;
    this.places = places;
    this.sequences = sequences;
    this.teacher = teacher;
  }

  /** Makes a table for a model. */
  static TextTable of(List<Example> examples, EncoderModel model, Roles roles) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    Map<Entry, Integer> places = new LinkedHashMap<>();
    for (Example example : examples) {
      add(new Entry(true, example.first()), ids, places);
      add(new Entry(roles == Roles.COMPARISON, example.second()), ids, places);
      example
          .negatives()
          .forEach(text -> add(new Entry(roles == Roles.COMPARISON, text), ids, places));
    }
    Sequences maker = new Sequences(model);
    String firstPrompt = roles.firstPrompt(model.recipe());
    String secondPrompt = roles.secondPrompt(model.recipe());
    List<Entry> entries = List.copyOf(places.keySet());
    List<Sequence> sequences =
        entries.parallelStream()
            .map(e -> maker.of(e.first() ? firstPrompt : secondPrompt, e.text()))
            .toList();
    return new TextTable(examples, ids, places, sequences, List.of());
  }

  private static void add(Entry entry, Map<String, Integer> ids, Map<Entry, Integer> places) {
    ids.putIfAbsent(entry.text(), ids.size());
    places.putIfAbsent(entry, places.size());
  }

  /** Returns the same table with the vectors that another encoder has for the texts. */
  TextTable taughtBy(TextEncoder encoder, Roles roles, Progress progress) {
    List<float[]> vectors = new ArrayList<>();
    places.forEach((entry, place) -> vectors.add(new float[0]));
    for (boolean first : new boolean[] {true, false}) {
      List<Entry> some = places.keySet().stream().filter(e -> e.first() == first).toList();
      var recipe = encoder.model().recipe();
      String prompt = first ? roles.firstPrompt(recipe) : roles.secondPrompt(recipe);
      List<Encoding> encodings =
          encoder.encodings(some.stream().map(Entry::text).toList(), prompt, progress);
      for (int i = 0; i < some.size(); i++) {
        vectors.set(places.getOrDefault(some.get(i), -1), encodings.get(i).vector());
      }
    }
    return new TextTable(examples, ids, places, sequences, vectors);
  }

  /** Returns the number of examples. */
  int size() {
    return examples.size();
  }

  /**
   * Some examples.
   *
   * @param sequences the texts in the order of {@link Tuples}
   */
  record Batch(Tuples tuples, List<Sequence> sequences) {}

  /** Returns examples as a batch. */
  Batch batch(int[] chosen, Roles roles) {
    boolean same = roles == Roles.COMPARISON;
    List<Entry> rows = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i : chosen) {
      rows.add(new Entry(true, examples.get(i).first()));
    }
    for (int i : chosen) {
      rows.add(new Entry(same, examples.get(i).second()));
    }
    for (int pair = 0; pair < chosen.length; pair++) {
      for (String negative : examples.get(chosen[pair]).negatives()) {
        rows.add(new Entry(same, negative));
        owners.add(pair);
      }
    }
    int[] texts = rows.stream().mapToInt(row -> ids.getOrDefault(row.text(), -1)).toArray();
    int[] at = rows.stream().mapToInt(row -> places.getOrDefault(row, -1)).toArray();
    boolean targets = examples.get(chosen[0]).hasTarget();
    Tuples tuples =
        new Tuples(
            chosen.length,
            owners.stream().mapToInt(Integer::intValue).toArray(),
            texts,
            IntStream.of(targets ? chosen : new int[0])
                .mapToDouble(i -> examples.get(i).target())
                .toArray(),
            teacher.isEmpty() ? Optional.empty() : Optional.of(rows(at)));
    return new Batch(tuples, IntStream.of(at).mapToObj(sequences::get).toList());
  }

  private Matrix rows(int[] at) {
    int dim = teacher.getFirst().length;
    Matrix rows = Matrix.zeros(at.length, dim);
    for (int i = 0; i < at.length; i++) {
      System.arraycopy(teacher.get(at[i]), 0, rows.data(), i * dim, dim);
    }
    return rows;
  }
}
