package io.embed4j.encode.tune.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a table has the texts and the target.
 *
 * @param first column of the first text, from 0
 * @param second column of the second one
 * @param negatives columns of hard negatives
 * @param target column of the score or label, -1 if there is none
 * @param count columns of the table
 */
record Columns(int first, int second, List<Integer> negatives, int target, int count) {
  /** What a column holds. */
  enum Meaning {
    FIRST,
    SECOND,
    NEGATIVE,
    TARGET
  }

  private static final Map<String, Meaning> NAMES =
      Map.ofEntries(
          Map.entry("first", Meaning.FIRST),
          Map.entry("sentence1", Meaning.FIRST),
          Map.entry("text1", Meaning.FIRST),
          Map.entry("anchor", Meaning.FIRST),
          Map.entry("query", Meaning.FIRST),
          Map.entry("question", Meaning.FIRST),
          Map.entry("second", Meaning.SECOND),
          Map.entry("sentence2", Meaning.SECOND),
          Map.entry("text2", Meaning.SECOND),
          Map.entry("positive", Meaning.SECOND),
          Map.entry("document", Meaning.SECOND),
          Map.entry("passage", Meaning.SECOND),
          Map.entry("answer", Meaning.SECOND),
          Map.entry("negative", Meaning.NEGATIVE),
          Map.entry("negatives", Meaning.NEGATIVE),
          Map.entry("score", Meaning.TARGET),
          Map.entry("label", Meaning.TARGET),
          Map.entry("similarity", Meaning.TARGET));

  /** Returns what a name means, such as "Sentence1" or "negative_3". */
  static Optional<Meaning> meaning(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(NAMES.get(plain))
        .or(() -> Optional.ofNullable(NAMES.get(plain.replaceAll("_?\\d+$", ""))));
  }

  /** Returns the columns that a heading names; nothing if the line is none. */
  static Optional<Columns> ofHeading(List<String> fields) {
    Map<Meaning, Integer> places = new EnumMap<>(Meaning.class);
    List<Integer> negatives = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Optional<Meaning> meaning = meaning(fields.get(i));
      if (meaning.isPresent() && meaning.get() == Meaning.NEGATIVE) {
        negatives.add(i);
      } else if (meaning.isPresent()) {
        places.put(meaning.get(), i);
      }
    }
    int first = places.getOrDefault(Meaning.FIRST, -1);
    int second = places.getOrDefault(Meaning.SECOND, -1);
    int target = places.getOrDefault(Meaning.TARGET, -1);
    return first < 0 || second < 0
        ? Optional.empty()
        : Optional.of(new Columns(first, second, negatives, target, fields.size()));
  }

  /** Returns the columns of a table without heading: texts first, a target last. */
  static Columns ofCount(int count, boolean wantsTarget) {
    boolean target = wantsTarget && count > 2;
    List<Integer> negatives = new ArrayList<>();
    for (int i = 2; i < (target ? count - 1 : count); i++) {
      negatives.add(i);
    }
    return new Columns(0, 1, negatives, target ? count - 1 : -1, count);
  }
}
