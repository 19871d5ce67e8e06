package io.embed4j.encode.token.train;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.token.train.PairMerges.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes a vocabulary for WordPiece: single code points first, then what the most frequent pair of
 * tokens in words merges to, again and again (Sennrich et al.: Neural Machine Translation of Rare
 * Words with Subword Units, 2016). Equally frequent pairs go by the ids of their tokens.
 *
 * <p>Every code point that stands in longer words has a token at the beginning of a word and one
 * inside, so that new words of the same letters are known.
 */
final class WordPieceTrainer {
  /** What marks a token that continues a word. */
  static final String PREFIX = "##";

  /** Words of more code points are unknown to the model, and so of no use to the trainer. */
  static final int LONGEST_WORD = 100;

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();

  private WordPieceTrainer(List<String> special) {
    tokens = new ArrayList<>(special);
    special.forEach(token -> ids.put(token, ids.size()));
  }

  /**
   * Returns the tokens in the order of their ids.
   *
   * @param special the tokens to begin with
   */
  static List<String> train(
      WordCounts counts,
      VocabularySettings.WordPiece settings,
      List<String> special,
      Progress progress) {
    WordPieceTrainer trainer = new WordPieceTrainer(special);
    trainer.addAlphabet(counts, settings);
    trainer.merge(trainer.pairs(counts), settings, progress);
    return List.copyOf(trainer.tokens);
  }

  private void addAlphabet(WordCounts counts, VocabularySettings.WordPiece settings) {
    int special = tokens.size();
    TreeSet<Integer> inLonger = new TreeSet<>();
    for (int[] word : counts.words()) {
      if (word.length > 1 && word.length <= LONGEST_WORD) {
        for (int point : word) {
          inLonger.add(point);
        }
      }
    }
    int[] alphabet = counts.alphabet(settings.alphabet());
    for (int point : alphabet) {
      id(Character.toString(point));
    }
    for (int point : alphabet) {
      if (inLonger.contains(point)) {
        id(PREFIX + Character.toString(point));
      }
    }
    VocabularySettings.requireRoom(settings.size(), special, tokens.size() - special);
  }

  private int id(String token) {
    return ids.computeIfAbsent(
        token,
        added -> {
          tokens.add(added);
          return tokens.size() - 1;
        });
  }

  /** Words with characters that have no token are unknown to the model, and left out. */
  private PairMerges pairs(WordCounts counts) {
    int[][] symbols = new int[counts.size()][];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = symbols(counts.words().get(i));
    }
    return new PairMerges(symbols, counts.counts());
  }

  private int[] symbols(int[] word) {
    int[] symbols = new int[word.length];
    for (int i = 0; i < word.length; i++) {
      Integer id = ids.get((i == 0 ? "" : PREFIX) + Character.toString(word[i]));
      if (id == null || word.length > LONGEST_WORD) {
        return new int[0];
      }
      symbols[i] = id;
    }
    return symbols;
  }

  private void merge(PairMerges pairs, VocabularySettings.WordPiece settings, Progress progress) {
    while (tokens.size() < settings.size()) {
      Optional<Pair> most = pairs.mostFrequent();
      if (most.isEmpty() || most.get().count() < settings.minCount()) {
        break;
      }
      Pair pair = most.get();
      int merged =
          id(tokens.get(pair.left()) + tokens.get(pair.right()).substring(PREFIX.length()));
      pairs.merge(pair, merged);
      progress.report("vocabulary", tokens.size(), settings.size(), "");
    }
  }
}
