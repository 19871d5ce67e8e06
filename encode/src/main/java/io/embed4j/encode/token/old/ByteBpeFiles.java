package io.embed4j.encode.token.old;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.decode.Decoder;
import io.embed4j.encode.token.decode.Decoders;
import io.embed4j.encode.token.file.MergeList;
import io.embed4j.encode.token.file.ModelJson;
import io.embed4j.encode.token.file.Place;
import io.embed4j.encode.token.model.Bpe;
import io.embed4j.encode.token.model.BpeSettings;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.normalize.Lowercase;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.normalize.Replace;
import io.embed4j.encode.token.normalize.SequenceNormalizer;
import io.embed4j.encode.token.pipeline.Parts;
import io.embed4j.encode.token.pipeline.TextTokenizer;
import io.embed4j.encode.token.post.OffsetTrim;
import io.embed4j.encode.token.post.PostProcessor;
import io.embed4j.encode.token.split.Behavior;
import io.embed4j.encode.token.split.ByteLevel;
import io.embed4j.encode.token.split.PatternSplit;
import io.embed4j.encode.token.split.PreTokenizer;
import io.embed4j.encode.token.split.Regexes;
import io.embed4j.encode.token.text.NormalForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Reads {@code vocab.json} and {@code merges.txt}: BPE over bytes (GPT-2 and its relatives). */
final class ByteBpeFiles {
  private static final String SUPPORTED = "GPT2, Roberta, Qwen2, CLIP";
  private static final String END_OF_TEXT = "<|endoftext|>";
  private static final String END_OF_WORD = "</w>";

  private static final String CLIP_WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
  private static final String QWEN2_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private final Path file;
  private final Path mergesFile;
  private final TokenizerConfig config;
  private final Vocabulary vocabulary;

  private ByteBpeFiles(Path file, Path mergesFile, TokenizerConfig config) {
    this.file = file;
    this.mergesFile = mergesFile;
    this.config = config;
    this.vocabulary = ModelJson.vocabulary(Place.parse(file.toString(), OldFiles.bytes(file)));
  }

  static Tokenizer load(Path file, Path mergesFile, TokenizerConfig config) {
    if (!Files.exists(mergesFile)) {
      throw new ModelFormatException(file + " needs " + mergesFile + ", which is missing");
    }
    String kind = config.tokenizerClass().orElse("GPT2");
    ByteBpeFiles files = new ByteBpeFiles(file, mergesFile, config);
    return switch (kind) {
      case "GPT2" -> files.gpt2();
      case "Roberta", "Longformer", "Bart", "LED" -> files.roberta();
      case "Qwen2" -> files.qwen2();
      case "CLIP" -> files.clip();
      default ->
          throw new ModelFormatException(
              file
                  + ": tokenizer_class is "
                  + kind
                  + ", but for vocab.json supported are "
                  + SUPPORTED);
    };
  }

  private boolean prefixSpace() {
    return config.is("add_prefix_space", false);
  }

  private Tokenizer gpt2() {
    return tokenizer(
        List.of(END_OF_TEXT),
        Normalizer.NONE,
        new ByteLevel(prefixSpace(), true),
        bpe("", OptionalInt.empty()),
        PostProcessor.NONE,
        Decoders.byteLevel());
  }

  private Tokenizer roberta() {
    String cls = config.special("cls_token", "<s>");
    String sep = config.special("sep_token", "</s>");
    PostProcessor around = PostProcessor.roberta(id(cls), id(sep));
    return tokenizer(
        List.of(cls, "<pad>", sep, "<unk>", "<mask>"),
        Normalizer.NONE,
        new ByteLevel(prefixSpace(), true),
        bpe("", OptionalInt.empty()),
        new PostProcessor(List.of(new OffsetTrim(prefixSpace())), around.single(), around.pair()),
        Decoders.byteLevel());
  }

  private Tokenizer qwen2() {
    PreTokenizer words = new PatternSplit(Regexes.finder(QWEN2_WORDS), Behavior.ISOLATED, false);
    return tokenizer(
        List.of(END_OF_TEXT, "<|im_start|>", "<|im_end|>"),
        NormalForm.NFC::apply,
        PreTokenizer.sequence(List.of(words, new ByteLevel(prefixSpace(), false))),
        bpe("", OptionalInt.empty()),
        PostProcessor.NONE,
        Decoders.byteLevel());
  }

  private Tokenizer clip() {
    String begin = config.special("bos_token", "<|startoftext|>");
    String end = config.special("eos_token", END_OF_TEXT);
    PreTokenizer words = new PatternSplit(Regexes.finder(CLIP_WORDS), Behavior.REMOVED, true);
    return tokenizer(
        List.of(begin, end),
        new SequenceNormalizer(
            List.of(
                NormalForm.NFC::apply, new Replace(Regexes.finder("\\s+"), " "), new Lowercase())),
        PreTokenizer.sequence(List.of(words, new ByteLevel(false, true))),
        bpe(END_OF_WORD, OptionalInt.of(id(config.special("unk_token", END_OF_TEXT)))),
        PostProcessor.roberta(id(begin), id(end)),
        Decoder.sequence(List.of(Decoders.suffix(END_OF_WORD), Decoders.byteLevel())));
  }

  private int id(String token) {
    return BertFiles.id(file, vocabulary, token);
  }

  private Tokenizer tokenizer(
      List<String> usual,
      Normalizer normalizer,
      PreTokenizer preTokenizer,
      Bpe model,
      PostProcessor processor,
      Decoder decoder) {
    return new TextTokenizer(
        new Parts(
            config.addedTokens(vocabulary::id, usual, true),
            normalizer,
            preTokenizer,
            model,
            processor,
            decoder,
            Truncation.NONE));
  }

  private Bpe bpe(String suffix, OptionalInt unknown) {
    List<String> lines = new String(OldFiles.bytes(mergesFile), UTF_8).lines().toList();
    MergeList merges = new MergeList(vocabulary, "", lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || (i == 0 && line.startsWith("#version"))) {
        continue;
      }
      int space = line.indexOf(' ');
      if (space < 0 || !merges.add(line.substring(0, space), line.substring(space + 1))) {
        throw new ModelFormatException(
            mergesFile + ":" + (i + 1) + ": must be two tokens that merge to one of " + file);
      }
    }
    BpeSettings settings = new BpeSettings("", suffix, false, false, false);
    return new Bpe(vocabulary, merges.merges(), settings, unknown);
  }
}
