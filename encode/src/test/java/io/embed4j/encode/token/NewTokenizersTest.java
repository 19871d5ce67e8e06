package io.embed4j.encode.token;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.train.TokenizerTraining;
import io.embed4j.encode.token.train.VocabularySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The native tokenizers read the files of new tokenizers, and cut as ours do. */
class NewTokenizersTest {
  @TempDir Path folder;

  static Stream<VocabularySettings> settings() {
    return Stream.of(
        new VocabularySettings.WordPiece(1200, true, 400, 2),
        new VocabularySettings.WordPiece(900, false, 200, 1),
        new VocabularySettings.Unigram(1200, true, 400, 50_000, 16),
        new VocabularySettings.Unigram(900, false, 200, 50_000, 8));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void nativeTokenizersCutTheSame(VocabularySettings settings) throws IOException {
    List<String> texts = new ArrayList<>(HostileTexts.list(23, 200));
    Path fixture =
        Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "vocabulary");
    texts.addAll(Files.readAllLines(fixture.resolve("zh-train.txt")));
    try (Workers workers = new Workers(2)) {
      TokenizerTraining.train(texts.iterator(), settings, workers, Progress.NONE).write(folder, 64);
    }
    byte[] json = Files.readAllBytes(folder.resolve("tokenizer.json"));
    Comparison.assertSame(settings.toString(), json, texts);
  }
}
