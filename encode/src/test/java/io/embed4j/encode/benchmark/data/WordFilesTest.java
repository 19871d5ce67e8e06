package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.encode.benchmark.data.WordFiles.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordFilesTest {
  @TempDir private Path folder;

  private List<Section> read(String content) throws IOException {
    return WordFiles.analogies(DataFiles.one(folder, "q.txt", content), List.of("q.txt"));
  }

  @Test
  void sectionsHoldQuestionsOfFourWords() throws IOException {
    assertThat(read(": one\na b c d\r\n: two three\n甲 乙  丙 丁\ne f g h\n"))
        .containsExactly(
            new Section("one", List.of(List.of("a", "b", "c", "d"))),
            new Section(
                "two three", List.of(List.of("甲", "乙", "丙", "丁"), List.of("e", "f", "g", "h"))));
  }

  @Test
  void faultsHaveALine() {
    assertThatThrownBy(() -> read("a b c d\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/q.txt:1:1: expected a section, \": name\"");
    assertThatThrownBy(() -> read(": s\na b c d\na b c\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/q.txt:3:1: expected 4 words, found 3");
    assertThatThrownBy(() -> read(": s\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/q.txt:1:1: expected questions below the section");
  }
}
