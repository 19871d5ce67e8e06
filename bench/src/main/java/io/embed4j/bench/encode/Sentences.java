package io.embed4j.bench.encode;

import io.embed4j.core.run.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Sentences to measure with: words by Zipf's law from a list that begins with the most frequent
 * ones, lengths by a log-normal law as in prose. They mean nothing; the time that a sentence takes
 * depends on its length alone.
 */
final class Sentences {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 60;
  private static final double MEDIAN = 22;
  private static final double SPREAD = 0.6;
  private static final double COMMA = 0.08;

  /** The first words of the list are one token each. */
  private static final int WHOLE_WORDS = 200;

  private static final List<String> WORDS = words();

  private Sentences() {}

  private static List<String> words() {
    try (InputStream in =
        Objects.requireNonNull(Sentences.class.getResourceAsStream("words.txt"), "words.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of words", e);
    }
  }

  /** Returns sentences of 5 to 60 words. */
  static List<String> mixed(int count, long seed) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = Seeds.stream(seed, "sentences", i);
      double length = MEDIAN * Math.exp(SPREAD * random.nextGaussian());
      sentences.add(sentence(Math.clamp(Math.round(length), SHORTEST, LONGEST), random));
    }
    return sentences;
  }

  private static String sentence(int words, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      int rank = (int) Math.pow(WORDS.size(), random.nextDouble()); // from 1, by 1 / rank
      String word = WORDS.get(rank - 1);
      text.append(i > 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
      if (i < words - 1) {
        text.append(random.nextDouble() < COMMA ? ", " : " ");
      }
    }
    return text.append('.').toString();
  }

  /** Returns the {@code i}-th of some texts of so many words, none of which is cut into tokens. */
  static String ofWholeWords(int words, int i) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < words; j++) {
      text.append(j > 0 ? " " : "").append(WORDS.get((7 * i + j) % WHOLE_WORDS));
    }
    return text.toString();
  }
}
