package io.embed4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.model.DefaultModel;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The models that work at once, against figures that their publishers print. */
final class DefaultModelsTest {
  private static float dot(float[] a, float[] b) {
    return Vectors.dot(a, 0, b, 0, a.length);
  }

  @Test
  void englishSimilaritiesAreThoseOfTheModelCard() {
    try (TextEncoder encoder = TextEncoder.load(DefaultModel.ENGLISH_FLOAT32.folder())) {
      List<float[]> v =
          encoder.encodeAll(
              List.of(
                  "The weather is lovely today.",
                  "It's so sunny outside!",
                  "He drove to the stadium."));
      Offset<Float> within = Offset.offset(0.0002f);
      assertThat(dot(v.get(0), v.get(1))).isEqualTo(0.6660f, within);
      assertThat(dot(v.get(0), v.get(2))).isEqualTo(0.1046f, within);
      assertThat(dot(v.get(1), v.get(2))).isEqualTo(0.1411f, within);
    }
  }

  /** Numbers that the programs of their authors gave; a model under another's name fails. */
  @ParameterizedTest
  @EnumSource(DefaultModel.class)
  void selfTestsPass(DefaultModel model) {
    try (TextEncoder encoder = TextEncoder.load(model.folder())) {
      List<SelfTest.Report> reports =
          SelfTest.run(model.publishedName(), model.hasEightBits(), encoder);
      assertThat(reports).hasSize(2).allMatch(SelfTest.Report::passed);
      assertThat(SelfTest.run("BAAI/bge-small-en-v1.5", false, encoder))
          .noneMatch(SelfTest.Report::passed);
      assertThat(SelfTest.run("my-own-model", false, encoder)).isEmpty();
    }
  }

  @Test
  void englishTakes256Tokens() {
    try (TextEncoder encoder = TextEncoder.english()) {
      Encoding encoding =
          encoder.encodings(List.of("word ".repeat(1000)), "", Progress.NONE).getFirst();
      assertThat(encoding.tokens()).isEqualTo(256);
      assertThat(encoding.cut()).isEqualTo(746);
    }
  }

  @Test
  void chineseReadsLatinLettersOfEitherCase() {
    try (TextEncoder encoder = TextEncoder.chinese()) {
      assertThat(encoder.encode("什么是RAG")).isEqualTo(encoder.encode("什么是rag"));
      assertThat(encoder.encode("什么是RAG")).isNotEqualTo(encoder.encode("什么是SQL"));
      assertThat(encoder.encodeQuery("天气")).isNotEqualTo(encoder.encode("天气"));
      assertThat(encoder.dim()).isEqualTo(512);
    }
  }
}
