package io.embed4j.encode.token.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A new tokenizer, ready to be written into a model folder. Immutable. */
public final class TrainedTokenizer {
  /** The token that fills a batch up. */
  public static final String PAD = "[PAD]";

  /** The token of what has none. */
  public static final String UNKNOWN = "[UNK]";

  /** The token before a text. */
  public static final String CLS = "[CLS]";

  /** The token behind a text. */
  public static final String SEP = "[SEP]";

  /** The token that hides others. */
  public static final String MASK = "[MASK]";

  /** The special tokens in the order of their ids, from 0 on. */
  public static final List<String> SPECIAL = List.of(PAD, UNKNOWN, CLS, SEP, MASK);

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode json;
  private final VocabularySettings settings;

  /**
   * A tokenizer.
   *
   * @param json the content of {@code tokenizer.json}, not copied
   */
  TrainedTokenizer(ObjectNode json, VocabularySettings settings) {
    this.json = json;
    this.settings = settings;
  }

  /** Returns the tokenizer. */
  public Tokenizer tokenizer() {
    return Tokenizers.parse("tokenizer.json", json.toString().getBytes(UTF_8));
  }

  /**
   * Writes {@code tokenizer.json}, {@code tokenizer_config.json}, {@code special_tokens_map.json}
   * and, of WordPiece, {@code vocab.txt}; each reader of Hugging Face's files finds what it looks
   * for.
   *
   * @param maxTokens how many tokens a model takes, for {@code tokenizer_config.json}
   * @throws java.io.UncheckedIOException if that fails
   */
  public void write(Path folder, int maxTokens) {
    Tokenizer tokenizer = tokenizer();
    AtomicFile.writeText(folder.resolve("tokenizer.json"), json.toPrettyString() + "\n");
    ObjectNode special = JSON.createObjectNode();
    special.put("unk_token", UNKNOWN).put("sep_token", SEP).put("pad_token", PAD);
    special.put("cls_token", CLS).put("mask_token", MASK);
    AtomicFile.writeText(
        folder.resolve("special_tokens_map.json"), special.toPrettyString() + "\n");
    ObjectNode config = JSON.createObjectNode();
    if (settings instanceof VocabularySettings.WordPiece) {
      config.put("do_lower_case", settings.lowercase());
      config.put("tokenize_chinese_chars", true).putNull("strip_accents");
      config.put("tokenizer_class", "BertTokenizer");
      AtomicFile.writeText(
          folder.resolve("vocab.txt"), String.join("\n", tokens(tokenizer)) + "\n");
    } else {
      config.put("tokenizer_class", "PreTrainedTokenizerFast");
    }
    config.put("model_max_length", maxTokens).setAll(special);
    AtomicFile.writeText(folder.resolve("tokenizer_config.json"), config.toPrettyString() + "\n");
  }

  private static List<String> tokens(Tokenizer tokenizer) {
    List<String> tokens = new ArrayList<>();
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      tokens.add(tokenizer.token(id));
    }
    return tokens;
  }
}
