package io.embed4j.encode.token.old;

import io.embed4j.encode.token.file.Place;
import io.embed4j.encode.token.file.TokenizerJson;
import io.embed4j.encode.token.pipeline.AddedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands beside the older files of a tokenizer: {@code tokenizer_config.json}, {@code
 * special_tokens_map.json}, {@code added_tokens.json} and, for the kind of model, {@code
 * config.json}. Each may be missing.
 */
final class TokenizerConfig {
  /** The keys of special tokens, in the order in which new ids are given to them. */
  private static final List<String> SPECIAL_KEYS =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  /** The kinds of model whose folders may lack {@code tokenizer_class}. */
  private static final Map<String, String> CLASS_OF_MODEL =
      Map.ofEntries(
          Map.entry("bert", "Bert"),
          Map.entry("distilbert", "DistilBert"),
          Map.entry("mpnet", "MPNet"),
          Map.entry("roberta", "Roberta"),
          Map.entry("xlm-roberta", "XLMRoberta"),
          Map.entry("albert", "Albert"),
          Map.entry("t5", "T5"),
          Map.entry("mt5", "T5"),
          Map.entry("llama", "Llama"),
          Map.entry("gemma", "Gemma"),
          Map.entry("gpt2", "GPT2"),
          Map.entry("qwen2", "Qwen2"),
          Map.entry("qwen3", "Qwen2"),
          Map.entry("clip", "CLIP"),
          Map.entry("siglip", "Siglip"));

  private final Optional<Place> tokenizer;
  private final Optional<Place> specialTokens;
  private final Optional<Place> addedTokens;
  private final Optional<Place> model;

  private TokenizerConfig(Path folder) {
    tokenizer = read(folder, "tokenizer_config.json");
    specialTokens = read(folder, "special_tokens_map.json");
    addedTokens = read(folder, "added_tokens.json");
    model = read(folder, "config.json");
  }

  static TokenizerConfig of(Path folder) {
    return new TokenizerConfig(folder);
  }

  private static Optional<Place> read(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Place.parse(file.toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the class of the tokenizer without {@code Tokenizer} and {@code Fast}, if known. */
  Optional<String> tokenizerClass() {
    Optional<String> named =
        tokenizer
            .map(place -> place.get("tokenizer_class"))
            .filter(Place::isPresent)
            .map(Place::text);
    if (named.isPresent()) {
      return named.map(name -> name.replaceFirst("Tokenizer(Fast)?$", ""));
    }
    return model
        .map(place -> place.get("model_type"))
        .filter(Place::isPresent)
        .flatMap(type -> Optional.ofNullable(CLASS_OF_MODEL.get(type.text())));
  }

  /** Returns a setting that is true or false. */
  boolean is(String key, boolean fallback) {
    return tokenizer.map(place -> place.get(key).is(fallback)).orElse(fallback);
  }

  /** Returns a setting that is a number. */
  int integer(String key, int fallback) {
    return tokenizer
        .map(place -> place.get(key))
        .filter(Place::isPresent)
        .map(Place::integer)
        .orElse(fallback);
  }

  /** Returns the text of a special token, or what it usually is. */
  String special(String key, String fallback) {
    return place(key).map(TokenizerConfig::content).orElse(fallback);
  }

  private Optional<Place> place(String key) {
    return tokenizer
        .map(place -> place.get(key))
        .filter(Place::isPresent)
        .or(() -> specialTokens.map(place -> place.get(key)).filter(Place::isPresent));
  }

  private static String content(Place place) {
    return place.node().isObject() ? place.get("content").text() : place.text();
  }

  /**
   * Returns all tokens that are looked for in the text itself.
   *
   * @param ids the ids of tokens; what they lack is left out, unless a file gives it an id
   * @param usual special tokens that are there even if no file says so
   * @param leftStrip whether the mask takes white space before it along, where no file says so
   */
  List<AddedToken> addedTokens(Ids ids, List<String> usual, boolean leftStrip) {
    Map<String, Integer> extraIds = extraIds();
    Map<String, AddedToken> tokens = new LinkedHashMap<>();
    tokenizer
        .map(place -> place.get("added_tokens_decoder"))
        .filter(Place::isPresent)
        .ifPresent(
            decoder ->
                decoder
                    .entries()
                    .forEach(
                        entry -> {
                          Place place = decoder.get(entry.getKey());
                          AddedToken token =
                              TokenizerJson.addedToken(place, id(place, entry.getKey()));
                          tokens.put(token.content(), token);
                        }));
    for (String key : SPECIAL_KEYS) {
      place(key).ifPresent(place -> add(place, key, ids, extraIds, leftStrip, tokens));
    }
    place("additional_special_tokens").stream()
        .flatMap(place -> place.list().stream())
        .forEach(place -> add(place, "", ids, extraIds, leftStrip, tokens));
    for (String content : usual) {
      ids.id(content).ifPresent(id -> tokens.putIfAbsent(content, AddedToken.special(id, content)));
    }
    extraIds.forEach(
        (content, id) ->
            tokens.putIfAbsent(
                content, new AddedToken(id, content, false, false, false, true, false)));
    return new ArrayList<>(tokens.values());
  }

  /** Looks an id up. */
  interface Ids {
    /** Returns the id of a token, if it has one. */
    OptionalInt id(String token);
  }

  private Map<String, Integer> extraIds() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    addedTokens.ifPresent(
        place ->
            place
                .entries()
                .forEach(entry -> ids.put(entry.getKey(), place.get(entry.getKey()).integer())));
    return ids;
  }

  private static int id(Place place, String number) {
    if (!number.matches("[0-9]{1,9}")) {
      throw place.fault("its key must be an id");
    }
    return Integer.parseInt(number);
  }

  private static void add(
      Place place,
      String key,
      Ids ids,
      Map<String, Integer> extraIds,
      boolean leftStrip,
      Map<String, AddedToken> tokens) {
    String content = content(place);
    Integer extra = extraIds.get(content);
    OptionalInt id = extra == null ? ids.id(content) : OptionalInt.of(extra);
    if (id.isEmpty() || tokens.containsKey(content)) {
      return;
    }
    boolean strip = leftStrip && key.equals("mask_token");
    if (place.node().isObject()) {
      strip = place.get("lstrip").is(strip);
    }
    tokens.put(
        content,
        new AddedToken(
            id.getAsInt(),
            content,
            place.get("single_word").is(false),
            strip,
            place.get("rstrip").is(false),
            false,
            true));
  }
}
