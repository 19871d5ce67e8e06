package io.embed4j.encode.token.file;

import io.embed4j.encode.token.split.Behavior;
import io.embed4j.encode.token.split.ByteLevel;
import io.embed4j.encode.token.split.Finder;
import io.embed4j.encode.token.split.Metaspace;
import io.embed4j.encode.token.split.PatternSplit;
import io.embed4j.encode.token.split.PreTokenizer;
import io.embed4j.encode.token.split.WordSplit;

/** Reads the pre-tokenizers of {@code tokenizer.json}. */
final class PreTokenizerJson {
  private static final String SUPPORTED =
      "BertPreTokenizer, Whitespace, WhitespaceSplit, ByteLevel, Metaspace, Split, Punctuation,"
          + " Digits, CharDelimiterSplit, Sequence";

  private PreTokenizerJson() {}

  static PreTokenizer read(Place place) {
    if (!place.isPresent()) {
      return PreTokenizer.NONE;
    }
    Place type = place.get("type");
    return switch (type.text()) {
      case "BertPreTokenizer" -> WordSplit.BERT;
      case "Whitespace" -> WordSplit.WORDS;
      case "WhitespaceSplit" -> PatternSplit.whiteSpace();
      case "ByteLevel" ->
          new ByteLevel(place.get("add_prefix_space").is(true), place.get("use_regex").is(true));
      case "Metaspace" -> metaspace(place);
      case "Split" ->
          new PatternSplit(
              NormalizerJson.pattern(place.get("pattern")),
              behavior(place.get("behavior")),
              place.get("invert").is(false));
      case "Punctuation" ->
          PatternSplit.punctuation(
              place.get("behavior").isPresent()
                  ? behavior(place.get("behavior"))
                  : Behavior.ISOLATED);
      case "Digits" ->
          PatternSplit.digits(
              place.get("individual_digits").is(false) ? Behavior.ISOLATED : Behavior.CONTIGUOUS);
      case "CharDelimiterSplit" -> delimiter(place.get("delimiter"));
      case "Sequence" ->
          PreTokenizer.sequence(
              place.get("pretokenizers").list().stream().map(PreTokenizerJson::read).toList());
      default -> throw type.unsupported(SUPPORTED);
    };
  }

  private static PreTokenizer delimiter(Place place) {
    int delimiter = point(place);
    return new PatternSplit(Finder.points(point -> point == delimiter), Behavior.REMOVED, false);
  }

  /** Older files say {@code add_prefix_space}, newer ones {@code prepend_scheme}. */
  private static PreTokenizer metaspace(Place place) {
    return new Metaspace(
        point(place.get("replacement")), scheme(place), place.get("split").is(true));
  }

  static Metaspace.Scheme scheme(Place place) {
    boolean prefix = place.get("add_prefix_space").is(true);
    Place scheme = place.get("prepend_scheme");
    return switch (scheme.text(prefix ? "always" : "never")) {
      case "always" -> Metaspace.Scheme.ALWAYS;
      case "first" -> Metaspace.Scheme.FIRST;
      case "never" -> Metaspace.Scheme.NEVER;
      default -> throw scheme.unsupported("always, first, never");
    };
  }

  static int point(Place place) {
    String text = place.text();
    if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
      throw place.wrong("one character");
    }
    return text.codePointAt(0);
  }

  private static Behavior behavior(Place place) {
    return switch (place.text()) {
      case "Removed" -> Behavior.REMOVED;
      case "Isolated" -> Behavior.ISOLATED;
      case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
      case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
      case "Contiguous" -> Behavior.CONTIGUOUS;
      default ->
          throw place.unsupported(
              "Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous");
    };
  }
}
