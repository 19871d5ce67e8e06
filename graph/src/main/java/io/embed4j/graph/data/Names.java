package io.embed4j.graph.data;

import io.embed4j.core.error.NotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How entities or relations are shown to people and found by what people write. Thread-safe.
 *
 * @param kind what is named, for messages: "entity" or "relation"
 * @param ids the names in the files, such as "Q42"
 * @param labels the labels, such as "Douglas Adams"
 */
public record Names(String kind, Vocabulary ids, Labels labels) {
  private static final int PROPOSALS = 5;

  /** What a written name stands for. */
  public sealed interface Lookup {
    /** Exactly one id. */
    record Found(int id) implements Lookup {}

    /** Several ids share the label; only the name in the files tells them apart. */
    record Ambiguous(List<Integer> ids) implements Lookup {}

    /** Nothing; with the nearest known names, the nearest first. */
    record Unknown(List<String> nearest) implements Lookup {}
  }

  /** Returns the label in the best language, else the name in the files. */
  public String display(int id) {
    return labels.label(id).orElseGet(() -> ids.name(id));
  }

  /** Returns the label in a language if possible, else what {@link #display(int)} returns. */
  public String display(int id, String language) {
    return labels.label(id, language).orElseGet(() -> ids.name(id));
  }

  /**
   * Looks a name up: first as the name in the files, then as an exact label in any language, then
   * as a label or name with upper and lower case alike.
   */
  public Lookup lookup(String text) {
    int id = ids.find(text);
    if (id != Vocabulary.UNKNOWN) {
      return new Lookup.Found(id);
    }
    int[] found = labels.withLabel(text);
    if (found.length == 0) {
      IntStream sameName = IntStream.range(0, ids.size());
      found =
          IntStream.concat(
                  IntStream.of(labels.withLabelIgnoringCase(text)),
                  sameName.filter(i -> ids.name(i).equalsIgnoreCase(text)))
              .sorted()
              .distinct()
              .toArray();
    }
    return switch (found.length) {
      case 0 -> new Lookup.Unknown(nearest(text));
      case 1 -> new Lookup.Found(found[0]);
      default -> new Lookup.Ambiguous(Arrays.stream(found).boxed().toList());
    };
  }

  /**
   * Returns the id of a name in any form that {@link #lookup} knows.
   *
   * @throws NotFoundException if there is none, with the nearest names, or several, with their ids
   */
  public int resolve(String text) {
    return switch (lookup(text)) {
      case Lookup.Found(int id) -> id;
      case Lookup.Ambiguous(List<Integer> found) ->
          throw new NotFoundException(
              "%s \"%s\" is ambiguous: %d have this label; use the name in the files instead: %s"
                  .formatted(
                      kind, text, found.size(), some(found.stream().map(this::both).toList())));
      case Lookup.Unknown(List<String> nearest) when nearest.isEmpty() ->
          throw new NotFoundException("unknown %s \"%s\"".formatted(kind, text));
      case Lookup.Unknown(List<String> nearest) ->
          throw new NotFoundException(
              "unknown %s \"%s\"; did you mean: %s?".formatted(kind, text, some(nearest)));
    };
  }

  /** Returns at most five known labels and names, the nearest to a text first. */
  private List<String> nearest(String text) {
    Set<String> candidates = new LinkedHashSet<>(labels.nearest(text, PROPOSALS));
    candidates.addAll(ids.nearest(text, PROPOSALS));
    Vocabulary merged = new Vocabulary();
    candidates.forEach(merged::add);
    return merged.nearest(text, PROPOSALS);
  }

  private String both(int id) {
    return labels
        .description(id)
        .map(about -> ids.name(id) + " (" + about + ")")
        .orElseGet(() -> ids.name(id));
  }

  private static String some(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(PROPOSALS, names.size())));
    if (names.size() > shown.size()) {
      shown.add("…");
    }
    return shown.stream().collect(Collectors.joining(", "));
  }
}
