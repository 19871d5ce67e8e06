package io.embed4j.encode.token.file;

import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.pipeline.AddedToken;
import io.embed4j.encode.token.pipeline.Parts;
import io.embed4j.encode.token.pipeline.TextTokenizer;
import io.embed4j.encode.token.split.PreTokenizer;
import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads {@code tokenizer.json}, the format of the Hugging Face tokenizers. */
public final class TokenizerJson {
  private TokenizerJson() {}

  /**
   * Returns the tokenizer that a file describes.
   *
   * @param file the name of the file, for messages
   * @throws io.embed4j.core.error.ModelFormatException if it is damaged or has unknown parts
   */
  public static Tokenizer parse(String file, byte[] json) {
    Place root = Place.parse(file, json);
    return new TextTokenizer(
        new Parts(
            addedTokens(root.get("added_tokens")),
            NormalizerJson.read(root.get("normalizer")),
            PreTokenizerJson.read(root.get("pre_tokenizer")),
            ModelJson.read(root.get("model")),
            PostProcessorJson.read(root.get("post_processor")),
            DecoderJson.read(root.get("decoder")),
            truncation(root.get("truncation"))));
  }

  /**
   * Returns what the tokenizer that a file describes does with a text before its model sees it:
   * normalize it and cut it into words.
   *
   * @param file the name of the file, for messages
   * @throws io.embed4j.core.error.ModelFormatException if one of these parts is unknown
   */
  public static Function<String, Pieces> words(String file, byte[] json) {
    Place root = Place.parse(file, json);
    Normalizer normalizer = NormalizerJson.read(root.get("normalizer"));
    PreTokenizer preTokenizer = PreTokenizerJson.read(root.get("pre_tokenizer"));
    return string -> {
      Text text = Text.of(string);
      normalizer.normalize(text);
      Pieces whole = new Pieces(text);
      whole.add(0, text.length());
      return preTokenizer.split(whole);
    };
  }

  private static List<AddedToken> addedTokens(Place place) {
    List<AddedToken> tokens = new ArrayList<>();
    if (place.isPresent()) {
      for (Place token : place.list()) {
        tokens.add(addedToken(token, token.get("id").integer()));
      }
    }
    return tokens;
  }

  /** Reads a token, whose id stands elsewhere. */
  public static AddedToken addedToken(Place place, int id) {
    boolean special = place.get("special").is(false);
    return new AddedToken(
        id,
        place.get("content").text(),
        place.get("single_word").is(false),
        place.get("lstrip").is(false),
        place.get("rstrip").is(false),
        place.get("normalized").is(!special),
        special);
  }

  private static Truncation truncation(Place place) {
    if (!place.isPresent()) {
      return Truncation.NONE;
    }
    Place length = place.get("max_length");
    if (length.integer() < 1) {
      throw length.wrong("at least 1");
    }
    Place strategy = place.get("strategy");
    Place direction = place.get("direction");
    return new Truncation(
        length.integer(),
        switch (strategy.text("LongestFirst")) {
          case "LongestFirst" -> Truncation.Strategy.LONGEST_FIRST;
          case "OnlyFirst" -> Truncation.Strategy.ONLY_FIRST;
          case "OnlySecond" -> Truncation.Strategy.ONLY_SECOND;
          default -> throw strategy.unsupported("LongestFirst, OnlyFirst, OnlySecond");
        },
        switch (direction.text("Right")) {
          case "Right" -> Truncation.Side.RIGHT;
          case "Left" -> Truncation.Side.LEFT;
          default -> throw direction.unsupported("Right, Left");
        });
  }
}
