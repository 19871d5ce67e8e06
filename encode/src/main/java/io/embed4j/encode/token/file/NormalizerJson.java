package io.embed4j.encode.token.file;

import io.embed4j.encode.token.normalize.BertNormalizer;
import io.embed4j.encode.token.normalize.Lowercase;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.normalize.Precompiled;
import io.embed4j.encode.token.normalize.Prepend;
import io.embed4j.encode.token.normalize.Replace;
import io.embed4j.encode.token.normalize.SequenceNormalizer;
import io.embed4j.encode.token.normalize.Strip;
import io.embed4j.encode.token.split.Finder;
import io.embed4j.encode.token.split.Regexes;
import io.embed4j.encode.token.text.NormalForm;
import io.embed4j.encode.token.text.Points;
import java.util.Base64;

/** Reads the normalizers of {@code tokenizer.json}. */
final class NormalizerJson {
  private static final String SUPPORTED =
      "BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Replace, Prepend,"
          + " Precompiled, Strip, Sequence";

  private NormalizerJson() {}

  static Normalizer read(Place place) {
    if (!place.isPresent()) {
      return Normalizer.NONE;
    }
    Place type = place.get("type");
    return switch (type.text()) {
      case "BertNormalizer" -> bert(place);
      case "NFC" -> NormalForm.NFC::apply;
      case "NFD" -> NormalForm.NFD::apply;
      case "NFKC" -> NormalForm.NFKC::apply;
      case "NFKD" -> NormalForm.NFKD::apply;
      case "Lowercase" -> new Lowercase();
      case "StripAccents" -> text -> text.keep(point -> !Points.isMark(point));
      case "Replace" -> new Replace(pattern(place.get("pattern")), place.get("content").text());
      case "Prepend" -> new Prepend(place.get("prepend").text());
      case "Precompiled" -> precompiled(place.get("precompiled_charsmap"));
      case "Strip" ->
          new Strip(place.get("strip_left").is(false), place.get("strip_right").is(false));
      case "Sequence" ->
          new SequenceNormalizer(
              place.get("normalizers").list().stream().map(NormalizerJson::read).toList());
      default -> throw type.unsupported(SUPPORTED);
    };
  }

  private static Normalizer bert(Place place) {
    boolean lowercase = place.get("lowercase").is(true);
    return new BertNormalizer(
        place.get("clean_text").is(true),
        place.get("handle_chinese_chars").is(true),
        place.get("strip_accents").is(lowercase),
        lowercase);
  }

  private static Normalizer precompiled(Place place) {
    if (!place.isPresent() || place.text().isEmpty()) {
      return Normalizer.NONE;
    }
    try {
      return Precompiled.parse(Base64.getDecoder().decode(place.text()));
    } catch (IllegalArgumentException e) {
      throw place.fault("the character map is damaged: " + e.getMessage());
    }
  }

  /** Reads a pattern: a string that stands for itself, or a regular expression. */
  static Finder pattern(Place place) {
    Place string = place.get("String");
    if (string.isPresent() && !string.text().isEmpty()) {
      return Finder.literal(string.text());
    }
    Place regex = string.isPresent() ? string : place.get("Regex");
    if (!regex.isPresent()) {
      throw place.wrong("an object with String or Regex");
    }
    try {
      return Regexes.finder(regex.text());
    } catch (IllegalArgumentException e) {
      throw regex.fault(String.valueOf(e.getMessage()));
    }
  }
}
