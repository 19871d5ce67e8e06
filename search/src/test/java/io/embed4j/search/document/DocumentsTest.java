package io.embed4j.search.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs wrote, all of one text. */
class DocumentsTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
      Files.copy(in, file);
    }
    return file;
  }

  private Document written(String name, byte[] bytes) throws IOException {
    return Documents.read(Files.write(folder.resolve(name), bytes));
  }

  private static List<String> texts(Document document) {
    return document.parts().stream().map(part -> part.span().of(document.text())).toList();
  }

  private static List<String> headings(Document document) {
    return document.parts().stream().map(Document.Part::heading).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guide.md", "guide.html", "guide.docx"})
  void headingsMakeParts(String name) throws IOException {
    Document document = Documents.read(file(name));
    assertThat(document.title()).isEqualTo("A guide to embeddings");
    assertThat(headings(document))
        .endsWith("Embeddings", "Embeddings › Knowledge graphs", "Embeddings › 文本编码器", "Search");
    List<String> texts = texts(document).reversed();
    assertThat(texts.get(0)).contains("Search").contains("Hybrid search adds BM25 to vectors.");
    assertThat(texts.get(1)).contains("意思相近的句子，向量也相近！").doesNotContain("Hybrid");
    assertThat(texts.get(2)).contains("TransE").contains("distance").contains("ComplEx");
    assertThat(texts.get(3)).contains("An embedding maps things to vectors. Dr. Smith wrote");
  }

  @Test
  void pagesMakeParts() throws IOException {
    Document document = Documents.read(file("guide.pdf"));
    assertThat(document.title()).isEqualTo("A guide to embeddings");
    List<String> texts = texts(document);
    int last = document.parts().size() - 1;
    assertThat(document.parts().get(last).page()).hasValue(last + 1);
    assertThat(texts.get(last)).contains("Search", "Hybrid search adds BM25 to vectors.");
    assertThat(texts.get(last - 1)).contains("TransE", "文本编码器把句子变成向量。");
    assertThat(String.join("", texts)).doesNotContain("\0");
  }

  @Test
  void placesInMarkdownAreThoseOfTheFile() throws IOException {
    Path file = file("guide.md");
    Document document = Documents.read(file);
    assertThat(document.text()).isEqualTo(Files.readString(file));
    assertThat(texts(document).getFirst()).startsWith("# Embeddings"); // no front matter
  }

  @Test
  void htmlIsWhatPeopleRead() throws IOException {
    String html =
        """
        <html><head><title>T &amp; Co</title><style>p {}</style><script>alert(1)</script></head>
        <body><nav>menu</nav><p>One <b>bold</b>
        word<br>and another.</p><!-- unseen --><div>Two<ul><li>first</li><li>second</li></ul></div>
        <pre>code
          stays</pre><p hidden>hidden</p></body></html>
        """;
    Document document = written("a.html", html.getBytes(StandardCharsets.UTF_8));
    assertThat(document.title()).isEqualTo("T & Co");
    assertThat(document.text())
        .isEqualTo("One bold word and another.\n\nTwo\n\nfirst\n\nsecond\n\ncode\n  stays");
    Document old =
        written("b.htm", "<meta charset=gb2312><p>中文网页</p>".getBytes(Charset.forName("GB18030")));
    assertThat(old.text()).isEqualTo("中文网页");
  }

  @Test
  void textsOfOldEncodings() throws IOException {
    for (String charset : List.of("UTF-8", "UTF-16", "GB18030")) {
      byte[] bytes = "编码 and words".getBytes(Charset.forName(charset));
      assertThat(written("t.txt", bytes).text()).as(charset).isEqualTo("编码 and words");
    }
    assertThat(written("m.txt", "\uFEFFmarked".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("marked");
    assertThat(written("e.txt", " \n".getBytes(StandardCharsets.UTF_8)).parts()).isEmpty();
  }

  @Test
  void faultsNameTheFile() throws IOException {
    byte[] junk = {0, 1, 2, (byte) 0xff, (byte) 0xfe, 0, 7};
    for (String name : List.of("x.txt", "x.md", "x.pdf", "x.docx")) {
      assertThatThrownBy(() -> written(name, junk))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(folder.resolve(name) + ": expected ");
    }
    byte[] half = Files.readAllBytes(file("guide.docx"));
    assertThatThrownBy(() -> written("half.docx", Arrays.copyOf(half, 3_000)))
        .isInstanceOfAny(DataFormatException.class, UncheckedIOException.class);
    assertThatThrownBy(() -> Documents.read(Path.of("a.xls")))
        .hasMessage(
            "a.xls: expected a file that ends in docx, htm, html, markdown, md, pdf, text, txt, xhtml");
    assertThat(Documents.kind(Path.of("A.PDF"))).contains("pdf");
  }
}
