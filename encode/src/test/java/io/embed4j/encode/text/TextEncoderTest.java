package io.embed4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.core.text.Span;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.Pooling;
import io.embed4j.encode.model.Pooling.Mode;
import io.embed4j.encode.model.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder that people call, with a small model. */
final class TextEncoderTest {
  private static final Path FOLDER =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert");

  private static TextEncoder encoder(int threads, int batchTokens) {
    EncoderOptions options = new EncoderOptions(threads, batchTokens, 1_000_000);
    return TextEncoder.of(EncoderFolder.read(FOLDER), options);
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      texts.add("graph store facts ".repeat(i % 7) + "sentence " + i);
    }
    texts.add("");
    return texts;
  }

  @Test
  void aVectorHasTheSameBitsAloneInAnyBatchAndWithAnyThreads() {
    try (TextEncoder one = encoder(1, 100);
        TextEncoder two = encoder(2, 5000)) {
      List<float[]> together = two.encodeAll(texts());
      for (int i = 0; i < texts().size(); i++) {
        assertThat(one.encode(texts().get(i))).isEqualTo(together.get(i));
      }
    }
  }

  @Test
  void manyThreadsAtOnceGetTheirOwnVectors() throws Exception {
    try (TextEncoder encoder = encoder(2, 200);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<float[]> expected = encoder.encodeAll(texts());
      List<Future<float[]>> found = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        for (String text : texts()) {
          found.add(threads.submit(() -> encoder.encode(text)));
        }
      }
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
    }
  }

  @Test
  void whoComesWhenTooMuchWaitsIsToldSo() {
    EncoderOptions options = new EncoderOptions(1, 100, 10);
    Sequences maker = new Sequences(EncoderFolder.read(FOLDER));
    List<Sequence> sequences = List.of(maker.of("", "knowledge graphs store facts"));
    BatchQueue[] queue = new BatchQueue[1];
    List<String> messages = new ArrayList<>();
    BatchQueue.Model model =
        batch -> {
          for (int i = 0; i < 2 && messages.isEmpty(); i++) { // the first waits, the second may not
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        queue[0].vectors(sequences);
                      } catch (EncoderBusyException e) {
                        messages.add(e.getMessage());
                      }
                    });
            sleep();
          }
          return batch.stream().map(sequence -> new float[1]).toList();
        };
    queue[0] = new BatchQueue(model, options);
    assertThat(queue[0].vectors(sequences)).hasSize(1);
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst()).contains("wait for the encoder already, and at most 10 may");
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fewerDimensionsAreTheFirstOnesNormalisedAgain() {
    try (TextEncoder encoder = encoder(1, 1000)) {
      float[] whole = encoder.encode("A sentence is mapped to a vector.");
      float[] part = encoder.dimensions(8).encode("A sentence is mapped to a vector.");
      assertThat(part).hasSize(8);
      double norm = 0;
      for (int i = 0; i < 8; i++) {
        norm += (double) whole[i] * whole[i];
      }
      for (int i = 0; i < 8; i++) {
        assertThat(part[i]).isEqualTo((float) (whole[i] / Math.sqrt(norm)), within());
      }
      assertThatThrownBy(() -> encoder.dimensions(33))
          .hasMessage("dimensions must be from 1 to 32, but is 33");
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }

  @Test
  void aChunkOfTheWholeTextIsTheMeanOfItsTokens() {
    String text = "Knowledge graphs store facts";
    try (TextEncoder encoder = encoder(1, 1000)) {
      List<float[]> chunks = encoder.chunks(text, List.of(new Span(0, 9), new Span(0, 28)));
      assertThat(chunks).hasSize(2);
      assertThat(chunks.get(0)).isNotEqualTo(chunks.get(1));
      TokenVectors tokens = encoder.tokenVectors(text);
      double[] mean = new double[encoder.dim()];
      int last = tokens.tokens().length() - 1; // the first and the last one are special
      for (int i = 1; i < last; i++) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += tokens.states().at(i, j);
        }
      }
      double norm = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum());
      for (int j = 0; j < mean.length; j++) {
        assertThat(chunks.get(1)[j]).isEqualTo((float) (mean[j] / norm), within());
      }
      assertThatThrownBy(() -> encoder.chunks(text, List.of(new Span(100, 120))))
          .hasMessage("no token that the model has read begins from 100 to 120");
    }
  }

  @Test
  void aChunkIsThatOfTheDocumentBehindItsPrompt() {
    String prompt = "knowledge graphs ";
    EncoderModel model = EncoderFolder.read(FOLDER);
    Map<String, String> prompts = Map.of("query", "q: ", "document", prompt);
    Recipe recipe =
        new Recipe(
            28, false, new Pooling(List.of(Mode.MEAN), true), List.of(), prompts, Optional.empty());
    EncoderModel prompted =
        new EncoderModel(
            "x", "bert", model.tokenizer(), model.model(), recipe, Map.of("x", FOLDER));
    try (TextEncoder encoder = TextEncoder.of(prompted, EncoderOptions.defaults())) {
      TokenVectors whole = encoder.tokenVectors(prompt + "store facts");
      int first = whole.tokens().length() - 1; // the last token is special
      while (whole.tokens().starts()[first - 1] >= prompt.length() + 6) {
        first--;
      }
      float[] facts = encoder.chunks("store facts", List.of(new Span(6, 11))).getFirst();
      for (int j = 0; j < facts.length; j++) {
        double sum = 0;
        for (int i = first; i < whole.tokens().length() - 1; i++) {
          sum += whole.states().at(i, j);
        }
        float mean = (float) (sum / (whole.tokens().length() - 1 - first));
        assertThat(facts[j]).isEqualTo(mean, within());
      }
    }
  }

  @Test
  void aPromptThatDoesNotCountIsReadButNotPooled() {
    String prompt = "knowledge graphs ";
    EncoderModel model = EncoderFolder.read(FOLDER);
    Recipe recipe =
        new Recipe(
            28,
            false,
            new Pooling(List.of(Mode.MEAN), false),
            List.of(),
            Map.of("query", prompt),
            Optional.of("query"));
    EncoderModel prompted =
        new EncoderModel(
            "x", "bert", model.tokenizer(), model.model(), recipe, Map.of("x", FOLDER));
    try (TextEncoder encoder = TextEncoder.of(prompted, EncoderOptions.defaults())) {
      TokenVectors tokens = encoder.tokenVectors("store facts");
      int first = 1; // after the first special token
      while (tokens.tokens().starts()[first] < prompt.length()) {
        first++;
      }
      assertThat(first).isGreaterThan(2);
      float[] found = encoder.encode("store facts");
      for (int j = 0; j < found.length; j++) {
        double sum = 0;
        for (int i = first; i < tokens.tokens().length(); i++) {
          sum += tokens.states().at(i, j);
        }
        float mean = (float) (sum / (tokens.tokens().length() - first));
        assertThat(found[j]).isEqualTo(mean, within());
      }
    }
  }

  @Test
  void longTextsAreCutAndReported() {
    try (TextEncoder encoder = encoder(2, 1000)) {
      Encoding encoding =
          encoder.encodings(List.of("facts ".repeat(200_000)), "", Progress.NONE).getFirst();
      assertThat(encoding.tokens()).isEqualTo(28);
      assertThat(encoding.cut()).isGreaterThan(199_000);
    }
  }

  @Test
  void halfASurrogatePairIsAReplacementCharacter() {
    try (TextEncoder encoder = encoder(1, 1000)) {
      assertThat(encoder.encode("a \ud800 b")).isEqualTo(encoder.encode("a \ufffd b"));
    }
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void nullIsRefusedByItsPlace() {
    try (TextEncoder encoder = encoder(1, 1000)) {
      assertThatThrownBy(() -> encoder.encodeAll(Arrays.asList("a", null)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("text 1 must not be null");
    }
  }

  @Test
  void aFolderThatIsNoneIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TextEncoder.load(missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no folder " + missing);
  }

  @Test
  void fingerprintNamesWhatDecidesTheVectors() {
    try (TextEncoder encoder = TextEncoder.load(FOLDER)) {
      ModelFingerprint whole = encoder.fingerprint();
      assertThat(whole.dim()).isEqualTo(32);
      assertThat(whole.normalised()).isTrue();
      assertThat(whole.pooling()).isEqualTo("mean, normalise");
      assertThat(whole.weights()).matches("[0-9a-f]{64}").isNotEqualTo(whole.tokenizer());
      assertThat(ModelFingerprint.of(whole.json())).isEqualTo(whole);
      assertThat(whole.differences(encoder.dimensions(8).fingerprint(), "here", "there"))
          .containsExactly("dimension: 32 here, 8 there");
    }
  }

  @Test
  void tokensStandWhereTheyAreInTheText() {
    String text = "Knowledge graphs store facts.";
    try (TextEncoder encoder = TextEncoder.load(FOLDER)) {
      List<Span> tokens = encoder.tokens(text);
      assertThat(String.join("", tokens.stream().map(span -> span.of(text)).toList()))
          .isEqualTo(text.replace(" ", ""));
      assertThat(encoder.tokens("")).isEmpty();
      assertThat(encoder.maxDocumentTokens())
          .isEqualTo(encoder.model().recipe().maxTokens() - 2); // [CLS] and [SEP]
    }
  }
}
