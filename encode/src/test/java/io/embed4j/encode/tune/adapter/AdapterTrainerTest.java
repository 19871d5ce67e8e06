package io.embed4j.encode.tune.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.QueryAdapter;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.adapter.AdapterData.Pair;
import io.embed4j.encode.tune.loss.MultipleNegativesRanking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that a linear map takes to their answers, and maps that come back from a file. */
final class AdapterTrainerTest {
  private static final int DIM = 8;
  private static final Path BERT =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert");

  @TempDir private Path temp;

  private static AdapterConfig config(int rank) {
    return new AdapterConfig(
        MultipleNegativesRanking.defaults(), rank, 60, 16, 1e-2, 0.01, 0.25, 60, 3);
  }

  /** Answers are their questions with two numbers exchanged, and a little noise. */
  private static AdapterData exchanged() {
    SplittableRandom random = new SplittableRandom(11);
    List<float[]> questions = new ArrayList<>();
    List<float[]> documents = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      float[] question = new float[DIM];
      for (int j = 0; j < DIM; j++) {
        question[j] = (float) random.nextDouble(-1, 1);
      }
      float[] answer = question.clone();
      answer[0] = question[1] + (float) random.nextDouble(-0.05, 0.05);
      answer[1] = question[0] + (float) random.nextDouble(-0.05, 0.05);
      questions.add(question);
      documents.add(answer);
      pairs.add(new Pair(i, i, List.of((i + 1) % 200)));
    }
    return new AdapterData(questions, documents, pairs);
  }

  private static AdapterTrainer.Result train(int rank, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new AdapterTrainer(config(rank), exchanged(), workers).train(epoch -> {});
    }
  }

  @Test
  void aMapThatIsThereIsFoundInBothForms() {
    for (int rank : new int[] {0, 2}) {
      AdapterTrainer.Result result = train(rank, 1);
      assertThat(result.before().ndcg()).isLessThan(0.8);
      assertThat(result.best().ndcg()).as("rank " + rank).isGreaterThan(0.97);
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    assertThat(train(0, 2).adapter().parameters().getFirst().values())
        .isEqualTo(train(0, 1).adapter().parameters().getFirst().values());
  }

  @Test
  void itStaysTheIdentityWhereNothingGains() {
    SplittableRandom random = new SplittableRandom(5);
    List<float[]> vectors = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      float[] vector = new float[DIM];
      for (int j = 0; j < DIM; j++) {
        vector[j] = (float) random.nextDouble(-1, 1);
      }
      vectors.add(vector);
      pairs.add(new Pair(i, i, List.of()));
    }
    try (Workers workers = Workers.single()) {
      AdapterTrainer.Result result =
          new AdapterTrainer(config(0), new AdapterData(vectors, vectors, pairs), workers)
              .train(epoch -> {});
      assertThat(result.before().ndcg()).isEqualTo(1);
      assertThat(result.best().epoch()).isZero();
      float[] question = vectors.getFirst();
      assertThat(result.adapter().apply(question)).containsExactly(question, within(1e-6f));
    }
  }

  @Test
  void aQuestionKeepsItsLength() {
    float[] question = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] mapped = train(0, 1).adapter().apply(question);
    assertThat(Vectors.squaredNorm(mapped, 0, DIM)).isCloseTo(204, within(1e-3f));
    assertThat(Vectors.cosine(mapped, 0, question, 0, DIM)).isLessThan(0.9999);
  }

  @Test
  void tooFewQuestionsAreRefused() {
    AdapterData one =
        new AdapterData(
            List.of(new float[DIM]), List.of(new float[DIM]), List.of(new Pair(0, 0, List.of())));
    try (Workers workers = Workers.single()) {
      assertThatThrownBy(() -> new AdapterTrainer(config(0), one, workers))
          .hasMessage("1 questions are too few to learn from some and measure on others");
    }
  }

  @Test
  void besideAModelItChangesQuestionsAlone() throws IOException {
    EncoderModel bare = EncoderFolder.read(BERT);
    for (Map.Entry<String, Path> file : bare.files().entrySet()) {
      Path to = temp.resolve(file.getKey());
      Files.createDirectories(to.resolveSibling("."));
      Files.copy(file.getValue(), to);
    }
    QueryAdapter adapter = QueryAdapter.identity(bare.dim(), 3, 1);
    SplittableRandom random = new SplittableRandom(2);
    float[] b = adapter.parameters().getLast().values();
    for (int i = 0; i < b.length; i++) {
      b[i] = (float) random.nextDouble(-1, 1);
    }
    try (Workers workers = Workers.single()) {
      adapter.parameters().getLast().changed(workers);
    }
    adapter.save(temp);
    String text = "graphs store facts";
    try (TextEncoder plain = TextEncoder.of(bare, EncoderOptions.defaults());
        TextEncoder adapted = TextEncoder.load(temp)) {
      float[] before = plain.encodeQuery(text);
      assertThat(adapted.encodeQuery(text)).isEqualTo(adapter.apply(before)).isNotEqualTo(before);
      assertThat(adapted.encode(text)).isEqualTo(plain.encode(text));
      assertThat(adapted.encodeDocuments(List.of(text)).getFirst())
          .isEqualTo(plain.encodeDocuments(List.of(text)).getFirst());
    }
  }
}
