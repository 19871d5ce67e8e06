package io.embed4j.search.document;

import io.embed4j.core.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Puts a document together from its blocks, in their order. */
final class DocumentBuilder {
  private static final String BETWEEN = "\n\n";

  private final StringBuilder text = new StringBuilder();
  private final List<Document.Part> parts = new ArrayList<>();
  private final HeadingPath path = new HeadingPath();
  private OptionalInt page = OptionalInt.empty();
  private int partStart;

  /** Begins a part below a heading, whose text is its first block. */
  void heading(int level, String heading) {
    endPart();
    path.enter(level, heading.replaceAll("[\\s\u00a0]+", " ").strip());
    block(heading);
  }

  /** Begins a page. */
  void page(int number) {
    endPart();
    page = OptionalInt.of(number);
  }

  /** Adds a block; one without text is left out. Spaces that do not break are spaces. */
  void block(String block) {
    String stripped = block.replace('\u00a0', ' ').strip();
    if (!stripped.isEmpty()) {
      text.append(text.isEmpty() ? "" : BETWEEN);
      partStart = partStart < 0 ? text.length() : partStart;
      text.append(stripped);
    }
  }

  private void endPart() {
    if (partStart >= 0 && text.length() > partStart) {
      parts.add(new Document.Part(new Span(partStart, text.length()), path.toString(), page));
    }
    partStart = -1;
  }

  /**
   * Returns the document.
   *
   * @param title "" for the first heading of the first level, if there is one
   */
  Document build(String title) {
    endPart();
    return new Document(title.isBlank() ? path.title() : title.strip(), text.toString(), parts);
  }
}
