package io.embed4j.encode.token.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.token.train.UnigramTrainer.Scored;
import java.util.List;

/** The parts of {@code tokenizer.json} that new tokenizers have. */
final class TokenizerParts {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SPACE = Character.toString(Scripts.SPACE);

  private TokenizerParts() {}

  /** Returns everything but the model. */
  static ObjectNode json(VocabularySettings settings) {
    ObjectNode json = JSON.createObjectNode().put("version", "1.0");
    json.putNull("truncation").putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    for (int id = 0; id < TrainedTokenizer.SPECIAL.size(); id++) {
      added
          .addObject()
          .put("id", id)
          .put("content", TrainedTokenizer.SPECIAL.get(id))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    switch (settings) {
      case VocabularySettings.WordPiece(int _, boolean lowercase, int _, int _) -> {
        json.set("normalizer", bertNormalizer(lowercase));
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        json.putObject("decoder")
            .put("type", "WordPiece")
            .put("prefix", WordPieceTrainer.PREFIX)
            .put("cleanup", true);
      }
      case VocabularySettings.Unigram(int _, boolean lowercase, int _, int _, int _) -> {
        json.set("normalizer", unigramNormalizer(lowercase));
        ObjectNode splits = json.putObject("pre_tokenizer").put("type", "Sequence");
        splits.putArray("pretokenizers").add(type("WhitespaceSplit")).add(metaspace());
        json.set("decoder", metaspace());
      }
    }
    json.set("post_processor", postProcessor());
    return json;
  }

  private static ObjectNode type(String name) {
    return JSON.createObjectNode().put("type", name);
  }

  private static ObjectNode bertNormalizer(boolean lowercase) {
    return type("BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents")
        .put("lowercase", lowercase);
  }

  private static ObjectNode unigramNormalizer(boolean lowercase) {
    ObjectNode sequence = type("Sequence");
    ArrayNode normalizers = sequence.putArray("normalizers").add(type("NFKC"));
    if (lowercase) {
      normalizers.add(type("Lowercase"));
    }
    return sequence;
  }

  private static ObjectNode metaspace() {
    return type("Metaspace")
        .put("replacement", SPACE)
        .put("prepend_scheme", "always")
        .put("split", true);
  }

  /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
  private static ObjectNode postProcessor() {
    ObjectNode template = type("TemplateProcessing");
    ArrayNode single = template.putArray("single");
    addSpecial(single, TrainedTokenizer.CLS, 0);
    addText(single, "A", 0);
    addSpecial(single, TrainedTokenizer.SEP, 0);
    ArrayNode pair = template.putArray("pair").addAll(single);
    addText(pair, "B", 1);
    addSpecial(pair, TrainedTokenizer.SEP, 1);
    ObjectNode tokens = template.putObject("special_tokens");
    for (String token : List.of(TrainedTokenizer.CLS, TrainedTokenizer.SEP)) {
      ObjectNode entry = tokens.putObject(token).put("id", token);
      entry.putArray("ids").add(TrainedTokenizer.SPECIAL.indexOf(token));
      entry.putArray("tokens").add(token);
    }
    return template;
  }

  private static void addSpecial(ArrayNode template, String token, int type) {
    template.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
  }

  private static void addText(ArrayNode template, String text, int type) {
    template.addObject().putObject("Sequence").put("id", text).put("type_id", type);
  }

  /** Returns the model of WordPiece. */
  static ObjectNode wordPiece(List<String> tokens) {
    ObjectNode model =
        type("WordPiece")
            .put("unk_token", TrainedTokenizer.UNKNOWN)
            .put("continuing_subword_prefix", WordPieceTrainer.PREFIX)
            .put("max_input_chars_per_word", WordPieceTrainer.LONGEST_WORD);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.put(tokens.get(id), id);
    }
    return model;
  }

  /** Returns the model of Unigram. */
  static ObjectNode unigram(List<String> special, Scored scored) {
    ObjectNode model = type("Unigram").put("unk_id", special.indexOf(TrainedTokenizer.UNKNOWN));
    ArrayNode vocabulary = model.putArray("vocab");
    special.forEach(token -> vocabulary.addArray().add(token).add(0.0));
    for (int i = 0; i < scored.tokens().size(); i++) {
      vocabulary.addArray().add(scored.tokens().get(i)).add(scored.scores()[i]);
    }
    return model.put("byte_fallback", false);
  }
}
