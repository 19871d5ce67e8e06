package io.embed4j.search.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.text.Encoder;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.core.text.Span;
import io.embed4j.search.Samples;
import io.embed4j.search.chunk.Chunking;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that follows a folder, with an encoder that remembers what it was asked. */
class FolderIndexerTest {
  private static final Chunking CHUNKING = new Chunking(Chunking.Unit.RECURSIVE, 6, 0);
  private static final Pattern WORD = Pattern.compile("\\w+");

  @TempDir private Path folder;
  private Path documents = Path.of("");
  private Path place = Path.of("");
  private final List<String> encoded = new ArrayList<>();

  /** A vector of length and first letter; at most 8 tokens, which are words. */
  private final Encoder encoder =
      new Encoder() {
        @Override
        public ModelFingerprint fingerprint() {
          return Samples.model(2);
        }

        @Override
        public float[] encodeQuery(String text) {
          return new float[] {text.length(), text.charAt(0)};
        }

        @Override
        public List<float[]> encodeDocuments(List<String> texts) {
          encoded.addAll(texts);
          return texts.stream().map(this::encodeQuery).toList();
        }

        @Override
        public List<float[]> chunks(String document, List<Span> spans) {
          encoded.add(document);
          return spans.stream().map(span -> encodeQuery(span.of(document))).toList();
        }

        @Override
        public List<Span> tokens(String text) {
          return WORD.matcher(text).results().map(m -> new Span(m.start(), m.end())).toList();
        }

        @Override
        public int maxDocumentTokens() {
          return 8;
        }
      };

  @BeforeEach
  void files() throws IOException {
    documents = Files.createDirectories(folder.resolve("documents"));
    place = documents.resolve("index");
    write("a.txt", "alpha beta gamma");
    write("deep/b.md", "# Title\n\none two three\n\n## Part\n\nfour five six seven eight nine");
    write(".hidden/c.txt", "hidden");
    write("d.xyz", "of another kind");
  }

  private void write(String name, String text) throws IOException {
    Path file = documents.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private FolderReport update(Chunking chunking, ChunkVectors vectors) {
    encoded.clear();
    try (SearchIndex index = SearchIndex.open(place, Samples.settings(2))) {
      return new FolderIndexer(index, place, encoder, Samples.FIELD, chunking, vectors)
          .update(documents, Progress.NONE);
    }
  }

  private FolderReport update() {
    return update(CHUNKING, ChunkVectors.ALONE);
  }

  private List<Item> chunks() {
    try (IndexView view = IndexView.open(place)) {
      return view.items(new Filter.Term(FileItems.KIND, FileItems.CHUNK));
    }
  }

  private List<String> texts() {
    return chunks().stream().map(Item::text).sorted().toList();
  }

  @Test
  void chunksKnowWhereTheyComeFrom() {
    FolderReport report = update();
    assertThat(report.added()).containsExactly("a.txt", "deep/b.md");
    assertThat(report.failed()).isEmpty();
    assertThat(report.chunks()).isEqualTo(4);
    assertThat(texts())
        .containsExactly(
            "# Title\n\none two three",
            "## Part",
            "alpha beta gamma",
            "four five six seven eight nine");
    Item last =
        chunks().stream().filter(item -> item.text().startsWith("four")).findFirst().orElseThrow();
    assertThat(last.term(FileItems.SOURCE)).contains("deep/b.md");
    assertThat(last.term(FileItems.HEADING)).contains("Title › Part");
    assertThat(last.whole(FileItems.START)).hasValue(33);
    assertThat(last.whole(FileItems.END)).hasValue(63);
    try (IndexView view = IndexView.open(place)) {
      assertThat(view.search(SearchRequest.words("seven").where(Filter.parse("source=deep/*"))))
          .hasSize(1);
      assertThat(view.search(SearchRequest.words("seven").where(Filter.parse("format=txt"))))
          .isEmpty();
    }
  }

  @Test
  void onlyWhatChangedIsReadAgain() throws IOException {
    update();
    assertThat(update().isNothing()).isTrue();
    assertThat(encoded).isEmpty();

    write("a.txt", "delta");
    write("new.html", "<p>epsilon");
    Files.delete(documents.resolve("deep/b.md"));
    FolderReport report = update();
    assertThat(report.changed()).containsExactly("a.txt");
    assertThat(report.added()).containsExactly("new.html");
    assertThat(report.removed()).containsExactly("deep/b.md");
    assertThat(encoded).containsExactly("delta", "epsilon");
    assertThat(texts()).containsExactly("delta", "epsilon");
  }

  @Test
  void touchedFilesAreKnownByTheirContents() throws IOException {
    update();
    Files.setLastModifiedTime(documents.resolve("a.txt"), FileTime.fromMillis(12_345));
    FolderReport report = update();
    assertThat(report.isNothing()).isTrue();
    assertThat(report.unchanged()).isEqualTo(2);
    assertThat(encoded).isEmpty();
  }

  @Test
  void anotherWayToCutReadsAllAgain() {
    update();
    FolderReport report = update(new Chunking(Chunking.Unit.SENTENCES, 3, 0), ChunkVectors.ALONE);
    assertThat(report.changed()).containsExactly("a.txt", "deep/b.md");
    assertThat(texts()).contains("## Part\n\nfour five", "six seven eight", "nine");
  }

  @Test
  void badFilesAreToldAndTheRestGoesOn() throws IOException {
    update();
    write("a.txt", "no\0text");
    write("z.pdf", "no PDF");
    write("e.txt", "still read");
    FolderReport report = update();
    assertThat(report.failed())
        .extracting(FolderReport.Failure::file)
        .containsExactly("a.txt", "z.pdf");
    assertThat(report.failed().getFirst().reason()).contains("a.txt: expected text in UTF-8");
    assertThat(report.added()).containsExactly("e.txt");
    assertThat(texts()).contains("still read").doesNotContain("alpha beta gamma");
    write("a.txt", "sound again");
    assertThat(update().failed()).hasSize(1);
    assertThat(texts()).contains("sound again");
  }

  @Test
  void lateChunksAreReadTogether() {
    update(new Chunking(Chunking.Unit.TOKENS, 3, 0), ChunkVectors.LATE);
    // eight words fit into the model: the parts of b.md in two windows
    assertThat(encoded)
        .containsExactly(
            "alpha beta gamma",
            "# Title\n\none two three\n\n## Part\n\nfour five",
            "six seven eight nine");
    assertThat(texts()).contains("three", "nine", "## Part\n\nfour five");
  }
}
