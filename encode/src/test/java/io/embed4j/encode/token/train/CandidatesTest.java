package io.embed4j.encode.token.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.encode.token.train.Candidates.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against counting each part of each word. */
class CandidatesTest {
  private static final int LONGEST = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void partsAreThoseOfCountingAll(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Long> words = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      StringBuilder word = new StringBuilder();
      random.ints(1 + random.nextInt(9), 0, 3).forEach(k -> word.append("abc".charAt(k)));
      words.put(word.toString(), 1L + random.nextInt(3));
    }
    Map<String, Long> parts = new TreeMap<>();
    words.forEach(
        (word, count) -> {
          for (int from = 0; from < word.length(); from++) {
            for (int to = from + 1; to <= Math.min(word.length(), from + LONGEST); to++) {
              parts.merge(word.substring(from, to), count, Long::sum);
            }
          }
        });
    Set<Candidate> expected = new HashSet<>();
    parts.forEach(
        (part, count) -> {
          boolean alwaysGoesOn =
              part.length() < LONGEST
                  && "abc".chars().anyMatch(c -> count.equals(parts.get(part + (char) c)));
          if (part.length() > 1 && count > 1 && !alwaysGoesOn) {
            expected.add(new Candidate(part, count));
          }
        });
    List<Candidate> found = Candidates.find(WordCounts.of(words), LONGEST, 10_000);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(Candidates.find(WordCounts.of(words), LONGEST, 5)).isEqualTo(found.subList(0, 5));
    for (int i = 1; i < found.size(); i++) {
      assertThat(found.get(i).covered()).isLessThanOrEqualTo(found.get(i - 1).covered());
    }
  }

  @Test
  void partsKeepToOneScript() {
    WordCounts counts = WordCounts.of(Map.of("▁ab12", 4L, "中文ab", 4L));
    assertThat(Candidates.find(counts, 16, 100))
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder("▁ab", "ab", "12", "中文");
  }
}
