package io.embed4j.search.document;

import io.embed4j.core.text.Span;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a file says.
 *
 * @param title "" if it has none
 * @param text all of it; of plain text and Markdown what the file holds, letter by letter, of other
 *     kinds what people read, blocks apart by an empty line
 * @param parts below a heading or on a page, ascending and apart; blanks may lie between them
 */
public record Document(String title, String text, List<Part> parts) {
  public Document {
    parts = List.copyOf(parts);
  }

  /**
   * A part that stays together.
   *
   * @param span where it is in the text
   * @param heading the headings that it is below, the outermost first, " › " between them; "" if
   *     none
   * @param page from 1, for files that have pages
   */
  public record Part(Span span, String heading, OptionalInt page) {}
}
