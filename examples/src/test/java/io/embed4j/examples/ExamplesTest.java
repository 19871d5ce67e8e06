package io.embed4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs to its end on a small graph and prints what it promises. */
class ExamplesTest {
  private static final int DAYS = 60;

  @TempDir private Path folder;
  private Path data;

  /** Each day has a next and a previous one, and belongs to a week. */
  @BeforeEach
  void writeGraph() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      int next = (day + 1) % DAYS;
      lines.add("day%d\tnext\tday%d".formatted(day, next));
      lines.add("day%d\tprevious\tday%d".formatted(next, day));
      lines.add("day%d\tin\tweek%d".formatted(day, day / 7));
    }
    data = folder.resolve("days.tsv");
    Files.write(data, lines);
  }

  private static String output(Consumer<String[]> example, Path... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      example.accept(Stream.of(arguments).map(Path::toString).toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aModelIsTrainedAndReasonedWith() {
    assertThat(output(TrainAndPredict::main, data))
        .contains("epoch 20", "filtered MRR of the test facts: ", ", ?)", "run folder: ");
    Path run = folder.resolve("runs").resolve("days");
    assertThat(output(TellTrueFromFalse::main, run))
        .contains("accuracy ", "is true with probability ");
    assertThat(output(FindPatterns::main, run)).contains("INVERSE of next, previous: vectors ");
    assertThat(output(CompleteGraph::main, run).lines()).hasSize(10);
    assertThat(output(ExplainFact::main, run)).contains("because of the fact (day");
  }

  private static Path encoder() {
    return Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", "..")).resolve("fixtures/bert");
  }

  @Test
  void textsAreSearched() {
    assertThat(output(SearchTexts::main, encoder()))
        .startsWith("When can I visit the museum?")
        .hasLineCount(2);
  }

  @Test
  void documentsAreSearched() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    Files.writeString(documents.resolve("museum.md"), "# Museum\n\nIt opens at ten.");
    Path question = Path.of("opens");
    assertThat(output(SearchDocuments::main, documents, folder.resolve("ix"), question, encoder()))
        .contains("museum.md: # Museum");
  }

  @Test
  void picturesAreNamed() {
    Path clip = encoder().resolveSibling("clip");
    Path media = encoder().resolveSibling("media");
    assertThat(output(NamePictures::main, clip, media.resolve("img0.png"), clip))
        .contains("img0.png  0.", "a photo of a dog", "clip: cannot be read");
  }

  @Test
  void anEncoderOfPicturesIsTrained() throws IOException {
    for (String part : List.of("train", "t10k")) {
      byte[] pictures = new byte[256 * 28 * 28];
      byte[] labels = new byte[256];
      for (int i = 0; i < pictures.length; i++) {
        labels[i / 784] = (byte) (i / 784 % 2);
        pictures[i] = (byte) (i % 97 + labels[i / 784] * 90);
      }
      writeIdx(part + "-images-idx3-ubyte.gz", pictures, 0x803, 256, 28, 28);
      writeIdx(part + "-labels-idx1-ubyte.gz", labels, 0x801, 256);
    }
    Path model = folder.resolve("pictures");
    Path epochs = Path.of("1");
    Path count = Path.of("256");
    assertThat(output(TrainImageEncoder::main, folder, model, epochs, count))
        .contains("epoch 1  loss ", "20 nearest neighbours: ", "linear probe: ");
    assertThat(model.resolve("model.safetensors")).exists();
  }

  private void writeIdx(String name, byte[] content, int... header) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
      for (int number : header) {
        out.writeInt(number);
      }
      out.write(content);
    }
  }

  @Test
  void anEncoderIsTuned() {
    assertThat(output(TuneEncoder::main, encoder(), folder))
        .contains("step 20  loss ", "similarity ");
    assertThat(folder.resolve("questions/model/README.md")).exists();
  }

  @Test
  void aLoopOfOnesOwnTrains() {
    assertThat(output(TrainingLoop::main, data))
        .contains("epoch 1  loss ", "filtered MRR of the test facts: ");
  }

  @Test
  void soundsAreCompared() {
    Path fixtures = Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");
    Path first = fixtures.resolve("media/snd0.wav");
    Path none = fixtures.resolve("media/none.wav");
    assertThat(output(CompareSounds::main, fixtures.resolve("ast"), first, none, first))
        .contains("snd0.wav", "1.00 s  cosine with the first one: 1.000")
        .contains("none.wav: cannot be read");
  }
}
