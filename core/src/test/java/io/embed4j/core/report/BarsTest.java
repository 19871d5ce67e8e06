package io.embed4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class BarsTest {
  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(r -> first(r)).toList();
  }

  private static String first(MatchResult result) {
    return String.valueOf(result.group(1));
  }

  @Test
  void barsAreAsHighAsTheirValuesAndMissingOnesAreLeftOut() {
    Bars bars =
        new Bars(
            "a < b & c",
            List.of("rnn", "lstm"),
            List.of(
                new Bars.Series("before", List.of(20.0, Double.NaN), "%.0f"),
                new Bars.Series("after", List.of(40.0, 10.0), "%.1f")));
    List<Double> heights =
        matches("<rect [^>]*height=\"([0-9.]+)\"", bars.svg()).stream()
            .map(Double::valueOf)
            .toList();
    assertThat(heights).hasSize(2 + 3); // the legend's and the bars
    assertThat(heights.get(3) / heights.get(2)).isEqualTo(2);
    assertThat(heights.get(3) / heights.get(4)).isEqualTo(4);
    assertThat(matches(">([^<>]+)</text>", bars.svg()))
        .containsExactly(
            "a &lt; b &amp; c", "before", "after", "rnn", "20", "40.0", "lstm", "10.0");
  }

  @Test
  void valuesThatDoNotFitTheGroupsAreRefused() {
    List<Bars.Series> series = List.of(new Bars.Series("s", List.of(1.0), "%.0f"));
    assertThatThrownBy(() -> new Bars("t", List.of("a", "b"), series))
        .hasMessage("series s must have a value for each of 2 groups, but has 1");
    assertThatThrownBy(() -> new Bars("t", List.of(), series))
        .hasMessageContaining("at least one group and 1 to 5 series, but have 0 and 1");
  }
}
