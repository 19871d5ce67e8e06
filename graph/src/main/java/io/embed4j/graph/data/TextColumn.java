package io.embed4j.graph.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** One text or none per id; equal texts are kept once. Thread-safe once filled. */
final class TextColumn {
  private final Vocabulary texts = new Vocabulary();

  /** Per id: its text + 1, or 0. */
  private int[] textOf = new int[0];

  /** Sets the text of an id unless it has one; says whether it was set. */
  boolean add(int id, String text) {
    if (id >= textOf.length) {
      textOf = Arrays.copyOf(textOf, Math.max(id + 1, textOf.length + (textOf.length >> 1)));
    }
    if (textOf[id] != 0) {
      return false;
    }
    textOf[id] = texts.add(text) + 1;
    return true;
  }

  Optional<String> text(int id) {
    return id < textOf.length && textOf[id] != 0
        ? Optional.of(texts.name(textOf[id] - 1))
        : Optional.empty();
  }

  int count() {
    return (int) Arrays.stream(textOf).filter(t -> t != 0).count();
  }

  /** Returns the distinct texts. */
  Vocabulary texts() {
    return texts;
  }

  /** Returns the ids that have exactly this text. */
  IntStream withText(String text) {
    int wanted = texts.find(text) + 1;
    return wanted == 0
        ? IntStream.empty()
        : IntStream.range(0, textOf.length).filter(id -> textOf[id] == wanted);
  }

  /** Returns the ids that have this text in any spelling of upper and lower case. */
  IntStream withTextIgnoringCase(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean[] wanted = new boolean[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      wanted[i + 1] = texts.name(i).toLowerCase(Locale.ROOT).equals(lower);
    }
    return IntStream.range(0, textOf.length).filter(id -> wanted[textOf[id]]);
  }
}
