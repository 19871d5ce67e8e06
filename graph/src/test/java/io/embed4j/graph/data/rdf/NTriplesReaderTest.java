package io.embed4j.graph.data.rdf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.rdf.NTriplesReader.Syntax;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NTriplesReaderTest {
  private final ErrorLog errors = new ErrorLog(1000);

  private NTriplesReader reader(String text, Syntax syntax) {
    return new NTriplesReader(
        new LineReader("f.nt", new ByteArrayInputStream(text.getBytes(UTF_8)), 10_000, errors),
        syntax);
  }

  private List<String> statements(String text, Syntax syntax) {
    NTriplesReader reader = reader(text, syntax);
    List<String> found = new ArrayList<>();
    while (reader.next()) {
      found.add(
          term(reader.subject())
              + " | "
              + term(reader.predicate())
              + " | "
              + term(reader.object())
              + (reader.isInGraph() ? " | " + term(reader.graph()) : ""));
    }
    return found;
  }

  private static String term(Term term) {
    return switch (term.kind()) {
      case IRI, BLANK_NODE -> term.text().toString();
      case PLAIN_LITERAL -> "'" + term.text() + "'";
      case TAGGED_LITERAL -> "'" + term.text() + "'@" + term.suffix();
      case TYPED_LITERAL -> "'" + term.text() + "'^^" + term.suffix();
    };
  }

  @Test
  void readsEveryKindOfTerm() {
    String text =
        """
        # a comment

        <http://a/s> <http://a/p> <http://a/o> .
        \t<http://a/s>\t<http://a/p> _:b1.x . # another comment
        _:1<http://a/p>"plain".
        <http://a/s><http://a/p>"zh"@zh-Hans-CN .
        <http://a/s> <http://a/p> "rtl"@ar--rtl .
        <http://a/s> <http://a/p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
        <http://a/北京> <http://a/p> "" .
        <http://a/s> <http://a/p> _:b2.
        """;
    assertThat(statements(text, Syntax.N_TRIPLES))
        .containsExactly(
            "http://a/s | http://a/p | http://a/o",
            "http://a/s | http://a/p | _:b1.x",
            "_:1 | http://a/p | 'plain'",
            "http://a/s | http://a/p | 'zh'@zh-Hans-CN",
            "http://a/s | http://a/p | 'rtl'@ar--rtl",
            "http://a/s | http://a/p | '5'^^http://www.w3.org/2001/XMLSchema#integer",
            "http://a/北京 | http://a/p | ''",
            "http://a/s | http://a/p | _:b2");
    assertThat(errors.messages()).isEmpty();
  }

  @Test
  void resolvesEscapes() {
    String text =
        "<http://a/\\u5317\\U00004eac> <http://a/p> \"\\t\\b\\n\\r\\f\\\"\\'\\\\|\\u00E9\\U0001F600x\" .\n";
    assertThat(statements(text, Syntax.N_TRIPLES))
        .containsExactly("http://a/北京 | http://a/p | '\t\b\n\r\f\"'\\|é😀x'");
  }

  @Test
  void readsGraphNamesInQuadsOnly() {
    String quads =
        """
        <http://a/s> <http://a/p> "x" <http://a/g> .
        <http://a/s> <http://a/p> _:o _:g .
        <http://a/s> <http://a/p> <http://a/o> .
        """;
    assertThat(statements(quads, Syntax.N_QUADS))
        .containsExactly(
            "http://a/s | http://a/p | 'x' | http://a/g",
            "http://a/s | http://a/p | _:o | _:g",
            "http://a/s | http://a/p | http://a/o");
    statements(quads, Syntax.N_TRIPLES);
    assertThat(errors.messages().getFirst())
        .isEqualTo(
            "f.nt:1:31: expected a dot after the object (four terms belong in a file that ends in"
                + " .nq), found <http://a/g> .");
  }

  @Test
  void countsStatementsAboutStatementsAndSkipsThem() {
    NTriplesReader reader =
        reader(
            """
            _:r <http://a/reifies> <<( <http://a/s> <http://a/p> <http://a/o> )>> .
            << <http://a/s> <http://a/p> <http://a/o> >> <http://a/p> "1" .
            # x
            """,
            Syntax.N_TRIPLES);
    assertThat(reader.next()).isFalse();
    assertThat(reader.tripleTerms()).isEqualTo(2);
    assertThat(reader.skipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <s> <http://a/p> <http://a/o> .             | 1:1: expected an absolute IRI, found <s>
          <http://a/s> <http://a/p> .                 | 1:27: expected an object: <IRI>, _:label or "literal", found .
          <http://a/s> _:p <http://a/o> .             | 1:14: expected a predicate: <IRI>, found _:p <http://a/o> .
          "s" <http://a/p> <http://a/o> .             | 1:1: expected a subject: <IRI> or _:label, found "s" <http://a/p> <http:/…
          <http://a/s> <http://a/p> <http://a/o>      | 1:39: expected a dot after the object, found the end of the line
          <http://a/s> <http://a/p> <http://a/o> . x  | 1:42: expected the end of the line or a comment, found x
          <http://a/é s> <http://a/p> <http://a/o> .  | 1:12: expected a character of an IRI or >, found \\ s> <http://a/p> <http:/…
          <http://a/s> <http://a/p> "o .              | 1:31: expected the closing quote of a literal, found the end of the line
          <http://a/s> <http://a/p> "\\x" .            | 1:28: expected an escape such as \\n, \\u00E9 or \\U0001F600, found \\x" .
          <http://a/s> <http://a/p> "\\uD800" .        | 1:28: expected an escape such as \\n, \\u00E9 or \\U0001F600, found \\uD800" .
          <http://a/s> <http://a/p> "\\U00110000" .    | 1:28: expected an escape such as \\n, \\u00E9 or \\U0001F600, found \\U00110000" .
          <http://a/s> <http://a/p> "o"@ .            | 1:31: expected a language tag, found  .
          <http://a/s> <http://a/p> "o"@en- .         | 1:33: expected the rest of a language tag, found - .
          <http://a/s> <http://a/p> "o"^<http://t> .  | 1:31: expected ^^, found <http://t> .
          <http://a/\\u0020> <http://a/p> _:o .        | 1:11: expected a character of an IRI, found the escape of another
          <http://a/s> <http://a/p> _: .              | 1:29: expected the label of a blank node, found  .
          """)
  void saysWhereAStatementIsWrong(String line, String message) {
    assertThat(statements(line, Syntax.N_TRIPLES)).isEmpty();
    assertThat(errors.messages()).containsExactly("f.nt:" + message.replace("\\ ", " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2021-07-02", "2021-07-02Z", "2021-07-02T10:00:00+08:00"})
  void datesAreNumbersOfYears(String text) {
    assertThat(number(text, text.contains("T") ? "dateTime" : "date"))
        .isEqualTo(2021 + 182 / 365.0);
  }

  @Test
  void typedLiteralsAreNumbersIfTheirTypeAllowsThem() {
    assertThat(number("-12", "integer")).isEqualTo(-12);
    assertThat(number("1.5e3", "double")).isEqualTo(1500);
    assertThat(number("-0044", "gYear")).isEqualTo(-44);
    assertThat(number("1f", "float")).isNaN();
    assertThat(number("twelve", "integer")).isNaN();
    assertThat(number("2021-13-01", "date")).isNaN();
    assertThat(number("5", "string")).isNaN();
    assertThat(LiteralNumber.of(object("\"5\"@en"))).isEmpty();
    assertThat(LiteralNumber.of(object("\"5\"^^<http://a/t>"))).isEmpty();
  }

  private double number(String text, String type) {
    String literal = "\"" + text + "\"^^<http://www.w3.org/2001/XMLSchema#" + type + ">";
    return LiteralNumber.of(object(literal)).orElse(Double.NaN);
  }

  private Term object(String literal) {
    NTriplesReader reader = reader("<http://a/s> <http://a/p> " + literal + " .", Syntax.N_TRIPLES);
    assertThat(reader.next()).isTrue();
    return reader.object();
  }

  @Test
  void spellingsOfOneLiteralHaveOneCanonicalForm() {
    assertThat(object("\"caf\\u00E9 \\\"x\\\"\\n\\\\\"@fr").canonicalLiteral())
        .isEqualTo("\"café \\\"x\\\"\\n\\\\\"@fr");
    assertThat(object("\"5\"^^<http://a/t>").canonicalLiteral()).isEqualTo("\"5\"^^<http://a/t>");
  }
}
