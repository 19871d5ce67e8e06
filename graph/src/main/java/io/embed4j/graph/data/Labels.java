package io.embed4j.graph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labels and descriptions by language of entities, relations or types, by their ids. Languages are
 * tags such as "en" or "zh"; "" stands for texts without one. Thread-safe once built.
 */
public final class Labels {
  /** No labels at all. */
  public static final Labels NONE = new Labels(new TreeMap<>(), new TreeMap<>());

  private final SortedMap<String, TextColumn> labels;
  private final SortedMap<String, TextColumn> descriptions;

  private Labels(SortedMap<String, TextColumn> labels, SortedMap<String, TextColumn> descriptions) {
    this.labels = labels;
    this.descriptions = descriptions;
  }

  /** Collects labels. Not thread-safe. */
  public static final class Builder {
    private final SortedMap<String, TextColumn> labels = new TreeMap<>();
    private final SortedMap<String, TextColumn> descriptions = new TreeMap<>();

    /** Makes an empty builder. */
    public Builder() {}

    /** Sets the label of an id in a language unless it has one; says whether it was set. */
    public boolean label(int id, String language, String text) {
      return labels.computeIfAbsent(language, tag -> new TextColumn()).add(id, text);
    }

    /** Sets the description of an id in a language unless it has one; says whether it was set. */
    public boolean description(int id, String language, String text) {
      return descriptions.computeIfAbsent(language, tag -> new TextColumn()).add(id, text);
    }

    /** Returns the labels; the builder is not to be used any more. */
    public Labels build() {
      return new Labels(labels, descriptions);
    }
  }

  /** Returns the languages of labels and descriptions, in alphabetical order. */
  public Set<String> languages() {
    Set<String> all = new TreeSet<>(labels.keySet());
    all.addAll(descriptions.keySet());
    return all;
  }

  /** Returns the label in the best language there is: English, untagged, then by alphabet. */
  public Optional<String> label(int id) {
    return best(labels, "en", id);
  }

  /** Returns the label in a language if there is one, else what {@link #label(int)} returns. */
  public Optional<String> label(int id, String language) {
    return best(labels, language, id);
  }

  /** Returns the description in the best language there is, as {@link #label(int)}. */
  public Optional<String> description(int id) {
    return best(descriptions, "en", id);
  }

  /** Returns the description in a language if there is one, else in the best other one. */
  public Optional<String> description(int id, String language) {
    return best(descriptions, language, id);
  }

  /** Returns the label in exactly this language, if there is one. */
  public Optional<String> exactLabel(int id, String language) {
    return Optional.ofNullable(labels.get(language)).flatMap(column -> column.text(id));
  }

  /** Returns the description in exactly this language, if there is one. */
  public Optional<String> exactDescription(int id, String language) {
    return Optional.ofNullable(descriptions.get(language)).flatMap(column -> column.text(id));
  }

  /** Returns how many ids have a label in a language. */
  public int labelCount(String language) {
    TextColumn column = labels.get(language);
    return column == null ? 0 : column.count();
  }

  /** Returns how many ids have a description in a language. */
  public int descriptionCount(String language) {
    TextColumn column = descriptions.get(language);
    return column == null ? 0 : column.count();
  }

  /** Returns the ids with exactly this label in any language, ascending. */
  public int[] withLabel(String text) {
    return ids(labels.values().stream().map(column -> column.withText(text)));
  }

  /** Returns the ids with this label in any language, upper and lower case alike, ascending. */
  public int[] withLabelIgnoringCase(String text) {
    return ids(labels.values().stream().map(column -> column.withTextIgnoringCase(text)));
  }

  /** Returns at most {@code k} labels of any language that are spelt most like a text. */
  public List<String> nearest(String text, int k) {
    List<String> found = new ArrayList<>();
    labels.values().forEach(column -> found.addAll(column.texts().nearest(text, k)));
    Vocabulary merged = new Vocabulary();
    found.forEach(merged::add);
    return merged.nearest(text, k);
  }

  private static int[] ids(Stream<IntStream> streams) {
    return streams.flatMapToInt(s -> s).sorted().distinct().toArray();
  }

  private static Optional<String> best(
      SortedMap<String, TextColumn> columns, String language, int id) {
    for (String tag : List.of(language, "en", "")) {
      TextColumn column = columns.get(tag);
      Optional<String> text = column == null ? Optional.empty() : column.text(id);
      if (text.isPresent()) {
        return text;
      }
    }
    return columns.values().stream().flatMap(column -> column.text(id).stream()).findFirst();
  }
}
