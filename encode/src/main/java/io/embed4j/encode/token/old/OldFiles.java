package io.embed4j.encode.token.old;

import io.embed4j.encode.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the files in which tokenizers came before {@code tokenizer.json}. */
public final class OldFiles {
  /** What is looked for, in this order. */
  public static final String NAMES =
      "vocab.txt, vocab.json with merges.txt, spiece.model, sentencepiece.bpe.model,"
          + " tokenizer.model, sentencepiece.model";

  private static final List<String> SENTENCE_PIECE =
      List.of("spiece.model", "sentencepiece.bpe.model", "tokenizer.model", "sentencepiece.model");

  private OldFiles() {}

  /** Returns the tokenizer of a folder, if it has such files. */
  public static Optional<Tokenizer> find(Path folder) {
    if (Files.exists(folder.resolve("vocab.txt"))) {
      return Optional.of(load(folder.resolve("vocab.txt")));
    }
    if (Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"))) {
      return Optional.of(load(folder.resolve("vocab.json")));
    }
    return SENTENCE_PIECE.stream()
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst()
        .map(OldFiles::load);
  }

  /** Returns the tokenizer of a file and of those beside it. */
  public static Tokenizer load(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    TokenizerConfig config = TokenizerConfig.of(folder == null ? file : folder);
    String name = file.getFileName().toString();
    if (name.endsWith(".txt")) {
      return BertFiles.load(file, config);
    }
    if (name.endsWith(".json")) {
      return ByteBpeFiles.load(file, file.resolveSibling("merges.txt"), config);
    }
    return SentencePieceFiles.load(file.toString(), bytes(file), config);
  }

  /** Returns the content of a file. */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
