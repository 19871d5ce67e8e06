package io.embed4j.encode.token.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.file.TokenizerJson;
import io.embed4j.encode.token.train.UnigramTrainer.Scored;
import java.util.Iterator;
import java.util.List;

/**
 * Makes tokenizers of texts.
 *
 * <pre>{@code
 * try (Workers workers = Workers.all();
 *     Stream<String> lines = Files.lines(file)) {
 *   TokenizerTraining.train(
 *           lines.iterator(), VocabularySettings.WordPiece.defaults(), workers, Progress.NONE)
 *       .write(folder, 512);
 * }
 * }</pre>
 */
public final class TokenizerTraining {
  private TokenizerTraining() {}

  /**
   * Returns a tokenizer of the words of texts: the same for the same texts, in any order, on any
   * number of threads. It has fewer tokens than asked for where the texts do not need them. Holds
   * the distinct words in memory, not the texts.
   *
   * @param texts read once
   * @throws DataFormatException if the texts have no words
   * @throws io.embed4j.core.error.ConfigException if the size leaves no room for the alphabet
   */
  public static TrainedTokenizer train(
      Iterator<String> texts, VocabularySettings settings, Workers workers, Progress progress) {
    ObjectNode json = TokenizerParts.json(settings);
    byte[] form = json.toString().getBytes(UTF_8);
    WordCounts counts =
        WordCounts.of(texts, TokenizerJson.words("tokenizer", form), workers, progress);
    if (counts.size() == 0) {
      throw new DataFormatException("there are no words to make a vocabulary of");
    }
    List<String> special = TrainedTokenizer.SPECIAL;
    switch (settings) {
      case VocabularySettings.WordPiece wordPiece -> {
        List<String> tokens = WordPieceTrainer.train(counts, wordPiece, special, progress);
        json.set("model", TokenizerParts.wordPiece(tokens));
      }
      case VocabularySettings.Unigram unigram -> {
        Scored scored =
            UnigramTrainer.train(
                counts.within(counts.alphabet(unigram.alphabet())),
                unigram,
                special.size(),
                workers,
                progress);
        json.set("model", TokenizerParts.unigram(special, scored));
      }
    }
    return new TrainedTokenizer(json, settings);
  }
}
