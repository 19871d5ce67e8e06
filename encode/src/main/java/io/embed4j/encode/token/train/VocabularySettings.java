package io.embed4j.encode.token.train;

import io.embed4j.core.error.ConfigException;

/** Which kind of vocabulary is made of texts, and how large. */
public sealed interface VocabularySettings {
  /** Returns the most tokens, special ones included. */
  int size();

  /** Returns whether upper and lower case are one. */
  boolean lowercase();

  /** Returns the most code points that have a token; the rarest beyond it are unknown. */
  int alphabet();

  /**
   * WordPiece, as BERT has it: begins with code points and merges the most frequent pair again and
   * again. Words end at white space and punctuation marks; a Chinese character is a word.
   *
   * @param size the most tokens, special ones included
   * @param minCount how often a pair must occur to be merged
   */
  record WordPiece(int size, boolean lowercase, int alphabet, int minCount)
      implements VocabularySettings {
    public WordPiece {
      requireSound(size, alphabet);
      require(minCount > 0, "min-count must be positive", minCount);
    }

    /** Returns what suits some megabytes of text; BERT's vocabulary has 30,522 tokens. */
    public static WordPiece defaults() {
      return new WordPiece(8_000, true, 3_000, 2);
    }
  }

  /**
   * Unigram, as SentencePiece has it: begins with all parts of words that occur again, and drops
   * those that the likelihood of the texts needs least. Words end at white space only.
   *
   * @param size the most tokens, special ones included
   * @param candidates the most parts of words to begin with
   * @param longest code points of the longest token
   */
  record Unigram(int size, boolean lowercase, int alphabet, int candidates, int longest)
      implements VocabularySettings {
    public Unigram {
      requireSound(size, alphabet);
      require(candidates >= size, "candidates must be at least size", candidates);
      require(longest > 0, "longest must be positive", longest);
    }

    /** Returns settings for a vocabulary of the same size; the longest token as SentencePiece. */
    public static Unigram defaults() {
      return new Unigram(8_000, true, 3_000, 500_000, 16);
    }
  }

  /**
   * Refuses a size that leaves no room for single characters.
   *
   * @throws ConfigException if that is so
   */
  static void requireRoom(int size, int special, int characters) {
    if (special + characters > size) {
      throw new ConfigException(
          "vocabulary size must leave room for %d special tokens and %d of single characters, but is %d; raise"
                  .formatted(special, characters, size)
              + " it, or lower alphabet");
    }
  }

  private static void requireSound(int size, int alphabet) {
    require(size > 0, "size must be positive", size);
    require(alphabet > 0, "alphabet must be positive", alphabet);
  }

  private static void require(boolean holds, String rule, int value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
