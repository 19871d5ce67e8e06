package io.embed4j.encode.token.old;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.decode.Decoders;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.model.WordPiece;
import io.embed4j.encode.token.normalize.BertNormalizer;
import io.embed4j.encode.token.pipeline.Parts;
import io.embed4j.encode.token.pipeline.TextTokenizer;
import io.embed4j.encode.token.post.PostProcessor;
import io.embed4j.encode.token.split.WordSplit;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code vocab.txt}: WordPiece with one token a line (BERT and its relatives). */
final class BertFiles {
  private static final int LONGEST_WORD = 100;

  private BertFiles() {}

  static Tokenizer load(Path file, TokenizerConfig config) {
    List<String> lines = new String(OldFiles.bytes(file), UTF_8).lines().toList();
    Vocabulary vocabulary = Vocabulary.of(lines);
    boolean mpnet = config.tokenizerClass().orElse("Bert").equals("MPNet");
    String cls = config.special("cls_token", mpnet ? "<s>" : "[CLS]");
    String sep = config.special("sep_token", mpnet ? "</s>" : "[SEP]");
    String unknown = config.special("unk_token", "[UNK]");
    boolean lowercase = config.is("do_lower_case", true);
    PostProcessor processor =
        mpnet
            ? PostProcessor.mpnet(id(file, vocabulary, cls), id(file, vocabulary, sep))
            : PostProcessor.bert(id(file, vocabulary, cls), id(file, vocabulary, sep));
    return new TextTokenizer(
        new Parts(
            config.addedTokens(
                vocabulary::id, List.of("[PAD]", unknown, cls, sep, "[MASK]"), mpnet),
            new BertNormalizer(
                true,
                config.is("tokenize_chinese_chars", true),
                config.is("strip_accents", lowercase),
                lowercase),
            WordSplit.BERT,
            new WordPiece(vocabulary, "##", id(file, vocabulary, unknown), LONGEST_WORD),
            processor,
            Decoders.wordPiece("##", true),
            Truncation.NONE));
  }

  /** Returns the id of a token that must be there. */
  static int id(Path file, Vocabulary vocabulary, String token) {
    return vocabulary
        .id(token)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    file + ": the vocabulary must hold " + token + ", but does not"));
  }
}
