package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void textsFillTheirColumns() {
    assertThat(Columns.fit("abc", 5)).isEqualTo("abc  ");
    assertThat(Columns.fit("abcde", 5)).isEqualTo("abcde");
    assertThat(Columns.fit("abcdef", 5)).isEqualTo("abcd…");
    assertThat(Columns.fit("北京", 5)).isEqualTo("北京 ");
    assertThat(Columns.fit("北京市", 5)).isEqualTo("北京…");
    assertThat(Columns.fit("a北京市", 5)).isEqualTo("a北… ");
    assertThat(Columns.fit("e\u0301", 2)).isEqualTo("e\u0301 ");
  }

  @Test
  void longTextsAreBrokenAtSpaces() {
    assertThat(Columns.wrap("one two three", 8)).isEqualTo("one two\nthree\n");
    assertThat(Columns.wrap("one two three", 7)).isEqualTo("one two\nthree\n");
    assertThat(Columns.wrap("one two three", 100)).isEqualTo("one two three\n");
    assertThat(Columns.wrap("incomprehensible word", 4)).isEqualTo("incomprehensible\nword\n");
  }
}
