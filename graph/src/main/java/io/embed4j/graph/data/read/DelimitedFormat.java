package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.read.Layout.Header;
import io.embed4j.graph.data.read.Layout.Separator;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The layout of one delimited file with nothing left to guess.
 *
 * @param separator what stands between two columns
 * @param quoted whether fields may stand in quotes
 * @param header whether the first line is a header
 * @param columns one letter per column, as in {@link Layout}
 * @param unsure whether no separator gave any line the expected number of columns
 */
record DelimitedFormat(
    Separator separator, boolean quoted, boolean header, String columns, boolean unsure) {
  private static final int SAMPLED_LINES = 50;
  private static final String DEFAULT_COLUMNS = "hrt";

  private static final Set<String> HEADS =
      Set.of("head", "h", "subject", "subj", "s", "source", "from", "head_entity", "head_id");
  private static final Set<String> RELATIONS =
      Set.of("relation", "rel", "r", "predicate", "pred", "p", "edge", "property", "relation_id");
  private static final Set<String> TAILS =
      Set.of("tail", "t", "object", "obj", "o", "target", "to", "tail_entity", "tail_id");

  /** Returns the format that suits the first lines of a file best. */
  static DelimitedFormat guess(byte[] sample, Layout layout) {
    List<Separator> candidates =
        layout.separator() == Separator.GUESS
            ? Arrays.stream(Separator.values()).filter(s -> s != Separator.GUESS).toList()
            : List.of(layout.separator());
    DelimitedFormat best = at(candidates.getFirst(), sample, layout);
    int bestFit = best.fit(sample, layout);
    for (Separator candidate : candidates.subList(1, candidates.size())) {
      DelimitedFormat format = at(candidate, sample, layout);
      int fit = format.fit(sample, layout);
      if (fit > bestFit) {
        best = format;
        bestFit = fit;
      }
    }
    boolean unsure = bestFit == 0 && layout.separator() == Separator.GUESS;
    return new DelimitedFormat(best.separator, best.quoted, best.header, best.columns, unsure);
  }

  private static DelimitedFormat at(Separator separator, byte[] sample, Layout layout) {
    boolean quoted =
        switch (layout.quotes()) {
          case YES -> true;
          case NO -> false;
          case GUESS -> separator == Separator.COMMA || separator == Separator.SEMICOLON;
        };
    String named = columnsOfHeader(sample, separator, quoted, layout);
    boolean header = layout.header() == Header.YES || !named.isEmpty();
    String columns =
        !layout.columns().isEmpty() ? layout.columns() : named.isEmpty() ? DEFAULT_COLUMNS : named;
    return new DelimitedFormat(separator, quoted, header, columns, false);
  }

  /** Returns the letters of the columns that the first line names, or "" if it is no header. */
  private static String columnsOfHeader(
      byte[] sample, Separator separator, boolean quoted, Layout layout) {
    LineReader lines = lines(sample);
    DelimitedReader fields = fields(lines, separator, quoted, layout);
    if (layout.header() == Header.NO || !fields.next()) {
      return "";
    }
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < fields.count(); i++) {
      int length = fields.end(i) - fields.start(i);
      letters.append(letter(new String(lines.bytes(), fields.start(i), length, UTF_8)));
    }
    boolean complete =
        "hrt".chars().allMatch(c -> letters.chars().filter(other -> other == c).count() == 1);
    return complete ? letters.toString() : "";
  }

  private static char letter(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return HEADS.contains(lower)
        ? 'h'
        : RELATIONS.contains(lower) ? 'r' : TAILS.contains(lower) ? 't' : '_';
  }

  /** Returns how many of the first lines have the right number of columns. */
  private int fit(byte[] sample, Layout layout) {
    DelimitedReader fields = fields(lines(sample), separator, quoted, layout);
    int fitting = 0;
    for (int i = 0; i < SAMPLED_LINES && fields.next(); i++) {
      fitting += fields.count() == columns.length() ? 1 : 0;
    }
    return fitting;
  }

  private static LineReader lines(byte[] sample) {
    return new LineReader(
        "sample",
        new ByteArrayInputStream(sample.clone()),
        sample.length,
        new ErrorLog(Long.MAX_VALUE));
  }

  private static DelimitedReader fields(
      LineReader lines, Separator separator, boolean quoted, Layout layout) {
    byte[] comment = layout.comment().getBytes(UTF_8);
    return new DelimitedReader(lines, separator.character(), quoted, comment);
  }

  /** Returns the format in words, such as "tab, columns hrt". */
  String words() {
    return separator.words() + (header ? ", header" : "") + ", columns " + columns;
  }
}
