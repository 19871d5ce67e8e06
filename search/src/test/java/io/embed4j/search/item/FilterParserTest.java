package io.embed4j.search.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {
  private static Filter.Term term(String name, String value) {
    return new Filter.Term(name, value);
  }

  @Test
  void andBindsTighterThanOr() {
    assertThat(Filter.parse("a=x or b=y and not c=z"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    term("a", "x"),
                    new Filter.And(List.of(term("b", "y"), new Filter.Not(term("c", "z")))))));
    assertThat(Filter.parse("(a=x OR b=y) AND c!=z"))
        .isEqualTo(
            new Filter.And(
                List.of(
                    new Filter.Or(List.of(term("a", "x"), term("b", "y"))),
                    new Filter.Not(term("c", "z")))));
  }

  @Test
  void valuesAreWordsQuotedTextsAndStarts() {
    assertThat(Filter.parse("source = docs/a-1.md")).isEqualTo(term("source", "docs/a-1.md"));
    assertThat(Filter.parse("title=\"to be or not\"")).isEqualTo(term("title", "to be or not"));
    assertThat(Filter.parse("类型=城市")).isEqualTo(term("类型", "城市"));
    assertThat(Filter.parse("source=docs/*")).isEqualTo(new Filter.Prefix("source", "docs/"));
  }

  @Test
  void comparisonsAreRangesOfBothKindsOfNumbers() {
    assertThat(Filter.parse("page>=3"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    new Filter.WholeRange("page", 3, Long.MAX_VALUE),
                    new Filter.RealRange("page", 3, Double.POSITIVE_INFINITY))));
    assertThat(Filter.parse("page<3"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    new Filter.WholeRange("page", Long.MIN_VALUE, 2),
                    new Filter.RealRange("page", Double.NEGATIVE_INFINITY, Math.nextDown(3.0)))));
    assertThat(Filter.parse("page=3"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    term("page", "3"),
                    new Filter.Or(
                        List.of(
                            new Filter.WholeRange("page", 3, 3),
                            new Filter.RealRange("page", 3, 3))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=           | expected a value, found the end",
        "a x b        | expected one of = != >= > <= <, found x",
        "a>red        | expected a number, found red",
        "(a=b         | expected \")\"",
        "a=b c=d      | expected \"and\", \"or\" or the end, found c",
        "a=b;         | cannot read \";\"",
      })
  void faultsSayWhatWasWanted(String expression, String reason) {
    assertThatThrownBy(() -> Filter.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("filter \"%s\": %s".formatted(expression, reason));
  }
}
