package io.embed4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.Pooling;
import io.embed4j.encode.model.Pooling.Mode;
import io.embed4j.neural.block.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From raw texts and from token ids to the vectors of sentence-transformers. */
final class EncoderFixturesTest {
  private static final Map<String, Mode> MODES =
      Map.of(
          "pool_cls", Mode.CLS,
          "pool_max", Mode.MAX,
          "pool_mean", Mode.MEAN,
          "pool_mean_sqrt_len", Mode.MEAN_SQRT_LEN,
          "pool_weightedmean", Mode.WEIGHTED_MEAN,
          "pool_lasttoken", Mode.LAST_TOKEN);

  static List<EncoderFixture> fixtures() {
    return EncoderFixture.all();
  }

  @Test
  void thereAreFixtures() {
    assertThat(fixtures()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void textsHaveTheVectorsOfTheReference(EncoderFixture fixture) {
    int compared = 0;
    try (TextEncoder encoder = TextEncoder.load(fixture.folder())) {
      for (String name : fixture.cases()) {
        Optional<List<String>> texts = fixture.texts(name);
        Optional<float[]> expected = fixture.tensor(name, "sentence_embedding");
        if (texts.isEmpty() || expected.isEmpty()) {
          continue;
        }
        List<Encoding> found = encoder.encodings(texts.get(), "", Progress.NONE);
        for (int i = 0; i < found.size(); i++) {
          String what = name + ", text " + i;
          fixture.requireClose(found.get(i).vector(), expected.get(), i * encoder.dim(), what);
          compared++;
        }
        if (name.equals("truncated")) {
          assertThat(found.getFirst().cut()).isPositive();
          assertThat(found.getFirst().tokens()).isEqualTo(encoder.model().recipe().maxTokens());
        }
      }
    }
    assertThat(compared).isPositive();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void tokensArePooledAsByTheReference(EncoderFixture fixture) {
    EncoderModel model = EncoderFolder.read(fixture.folder());
    int compared = 0;
    for (String name : fixture.cases()) {
      List<int[]> masks = fixture.table(name, "attention_mask");
      int[] padded = masks.stream().mapToInt(EncoderFixturesTest::leftPadding).toArray();
      TokenBatch batch =
          TokenBatch.of(real(fixture, name, "input_ids"), real(fixture, name, "token_type_ids"))
              .withFirstPositions(padded);
      Matrix states = model.model().forward(batch, Workers.single()).last();
      for (Map.Entry<String, Mode> mode : MODES.entrySet()) {
        Optional<float[]> expected = fixture.tensor(name, mode.getKey());
        for (int i = 0; i < batch.sequences() && expected.isPresent(); i++) {
          Matrix rows = states.rowRange(batch.segments().start(i), batch.segments().end(i));
          float[] found = Pooling.of(mode.getValue()).pool(rows, padded[i]);
          String what = mode.getKey() + " of " + name + ", text " + i;
          fixture.requireClose(found, expected.get(), i * found.length, what);
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static int leftPadding(int[] mask) {
    int first = 0;
    while (mask[first] == 0) {
      first++;
    }
    return first;
  }

  /** Returns the rows of a table without padding; zeros if there is no such table. */
  private static List<int[]> real(EncoderFixture fixture, String name, String key) {
    List<int[]> masks = fixture.table(name, "attention_mask");
    List<int[]> table = fixture.table(name, key);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      int from = leftPadding(masks.get(i));
      int length = Arrays.stream(masks.get(i)).sum();
      rows.add(
          table.isEmpty()
              ? new int[length]
              : Arrays.copyOfRange(table.get(i), from, from + length));
    }
    return rows;
  }

  @Test
  void promptsOfTheModelStandInFront() {
    for (EncoderFixture fixture : fixtures()) {
      Optional<List<String>> texts = fixture.texts("prompt_query");
      if (texts.isPresent()) {
        try (TextEncoder encoder = TextEncoder.load(fixture.folder())) {
          String prompt = encoder.model().recipe().queryPrompt();
          assertThat(prompt).isNotEmpty();
          String bare = texts.get().getFirst().substring(prompt.length());
          float[] expected = fixture.tensor("prompt_query", "sentence_embedding").orElseThrow();
          fixture.requireClose(encoder.encodeQuery(bare), expected, 0, "prompt_query");
        }
      }
    }
  }
}
