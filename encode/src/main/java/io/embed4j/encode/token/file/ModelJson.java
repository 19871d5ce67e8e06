package io.embed4j.encode.token.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.encode.token.model.Bpe;
import io.embed4j.encode.token.model.BpeSettings;
import io.embed4j.encode.token.model.Merges;
import io.embed4j.encode.token.model.TokenModel;
import io.embed4j.encode.token.model.Unigram;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.model.WordLevel;
import io.embed4j.encode.token.model.WordPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the model of {@code tokenizer.json}. */
public final class ModelJson {
  private static final int LONGEST_WORD = 100;

  private ModelJson() {}

  static TokenModel read(Place place) {
    if (!place.isPresent()) {
      throw place.wrong("an object");
    }
    Place type = place.get("type");
    return switch (type.isPresent() ? type.text() : guess(place)) {
      case "WordPiece" -> wordPiece(place);
      case "BPE" -> bpe(place);
      case "Unigram" -> unigram(place);
      case "WordLevel" -> {
        Vocabulary vocabulary = vocabulary(place.get("vocab"));
        yield new WordLevel(vocabulary, required(vocabulary, place.get("unk_token")));
      }
      default -> throw type.unsupported("WordPiece, BPE, Unigram, WordLevel");
    };
  }

  /** The oldest files do not name the model. */
  private static String guess(Place place) {
    if (place.get("merges").isPresent()) {
      return "BPE";
    }
    if (place.get("vocab").node().isArray()) {
      return "Unigram";
    }
    return place.get("continuing_subword_prefix").isPresent() ? "WordPiece" : "WordLevel";
  }

  private static TokenModel wordPiece(Place place) {
    Vocabulary vocabulary = vocabulary(place.get("vocab"));
    Place longest = place.get("max_input_chars_per_word");
    return new WordPiece(
        vocabulary,
        place.get("continuing_subword_prefix").text("##"),
        required(vocabulary, place.get("unk_token")),
        longest.isPresent() ? longest.integer() : LONGEST_WORD);
  }

  private static TokenModel bpe(Place place) {
    Place dropout = place.get("dropout");
    if (dropout.isPresent() && dropout.number() != 0) {
      throw dropout.fault("dropout is for training only and must be null or 0");
    }
    Vocabulary vocabulary = vocabulary(place.get("vocab"));
    BpeSettings settings =
        new BpeSettings(
            place.get("continuing_subword_prefix").text(""),
            place.get("end_of_word_suffix").text(""),
            place.get("fuse_unk").is(false),
            place.get("byte_fallback").is(false),
            place.get("ignore_merges").is(false));
    Place unknown = place.get("unk_token");
    OptionalInt unknownId =
        unknown.isPresent() ? OptionalInt.of(required(vocabulary, unknown)) : OptionalInt.empty();
    Merges merges = merges(place.get("merges"), vocabulary, settings.prefix());
    return new Bpe(vocabulary, merges, settings, unknownId);
  }

  /** Merges are {@code "a b"} in older files and {@code ["a", "b"]} in newer ones. */
  private static Merges merges(Place place, Vocabulary vocabulary, String prefix) {
    List<Place> list = place.list();
    MergeList merges = new MergeList(vocabulary, prefix, list.size());
    for (Place merge : list) {
      String left;
      String right;
      if (merge.node().isArray() && merge.node().size() == 2) {
        left = merge.list().get(0).text();
        right = merge.list().get(1).text();
      } else {
        String text = merge.text();
        int space = text.indexOf(' ');
        if (space < 0) {
          throw merge.wrong("two tokens");
        }
        left = text.substring(0, space);
        right = text.substring(space + 1);
      }
      if (!merges.add(left, right)) {
        throw merge.fault("one of the two tokens or what they merge to is not in the vocabulary");
      }
    }
    return merges.merges();
  }

  private static TokenModel unigram(Place place) {
    List<Place> list = place.get("vocab").list();
    List<String> tokens = new ArrayList<>(list.size());
    double[] scores = new double[list.size()];
    for (int id = 0; id < scores.length; id++) {
      JsonNode entry = list.get(id).node();
      if (entry.size() != 2 || !entry.get(0).isTextual() || !entry.get(1).isNumber()) {
        throw list.get(id).wrong("a token and its score");
      }
      tokens.add(entry.get(0).textValue());
      scores[id] = entry.get(1).doubleValue();
    }
    Place unknown = place.get("unk_id");
    OptionalInt unknownId =
        unknown.isPresent() ? OptionalInt.of(unknown.integer()) : OptionalInt.empty();
    if (unknownId.isPresent()
        && (unknownId.getAsInt() < 0 || unknownId.getAsInt() >= scores.length)) {
      throw unknown.wrong("the id of a token");
    }
    boolean byteFallback = place.get("byte_fallback").is(false);
    return new Unigram(Vocabulary.of(tokens), scores, unknownId, byteFallback);
  }

  /** Reads a vocabulary: tokens and their ids. */
  public static Vocabulary vocabulary(Place place) {
    Map<String, Integer> ids = HashMap.newHashMap(place.node().size());
    for (Map.Entry<String, JsonNode> entry : place.entries()) {
      if (!entry.getValue().canConvertToInt()) {
        throw place.get(entry.getKey()).wrong("an id");
      }
      ids.put(entry.getKey(), entry.getValue().intValue());
    }
    try {
      return Vocabulary.of(ids);
    } catch (IllegalArgumentException e) {
      throw place.fault(String.valueOf(e.getMessage()));
    }
  }

  private static int required(Vocabulary vocabulary, Place token) {
    return vocabulary.id(token.text()).orElseThrow(() -> token.wrong("a token of the vocabulary"));
  }
}
