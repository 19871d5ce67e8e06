package io.embed4j.search.document;

import java.util.ArrayList;
import java.util.List;

/** The headings that one is below while one reads a document. */
final class HeadingPath {
  private record Heading(int level, String text) {}

  private final List<Heading> open = new ArrayList<>();
  private String title = "";

  /** Goes below a heading; those of its level and deeper ones end. */
  void enter(int level, String text) {
    while (!open.isEmpty() && open.getLast().level() >= level) {
      open.removeLast();
    }
    open.add(new Heading(level, text));
    title = level == 1 && title.isEmpty() ? text : title;
  }

  /** Returns the first heading of the first level, or "". */
  String title() {
    return title;
  }

  @Override
  public String toString() {
    return String.join(" › ", open.stream().map(Heading::text).toList());
  }
}
