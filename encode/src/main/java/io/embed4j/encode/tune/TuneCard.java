package io.embed4j.encode.tune;

import io.embed4j.core.config.Names;
import io.embed4j.encode.tune.Validation.Figure;
import java.util.Locale;

/**
 * The model card of a tuned encoder: {@code README.md} with the fields that the Hugging Face Hub
 * reads.
 */
final class TuneCard {
  private TuneCard() {}

  static String text(TuneOrigin origin, TuneConfig config, Scores scores, String base) {
    return """
    ---
    library_name: sentence-transformers
    pipeline_tag: sentence-similarity
    tags:
    - sentence-transformers
    - sentence-similarity
    - feature-extraction
    base_model: %s
    ---

    # %s, tuned

    An encoder of texts, tuned by Embed4j %s from %s.

    %s

    ```java
    try (TextEncoder encoder = TextEncoder.load(Path.of("FOLDER"))) {
      float[] vector = encoder.encode("some text");
    }
    ```

    ```python
    from sentence_transformers import SentenceTransformer
    vector = SentenceTransformer("FOLDER").encode("some text")
    ```

    ## Recipe

    Command: `%s`

    ```yaml
    %s
    ```
    """
        .formatted(
            base,
            base,
            origin.version(),
            origin.model(),
            scores(origin, scores),
            origin.command(),
            TuneConfigs.yaml(config).stripTrailing());
  }

  /**
   * What validation told.
   *
   * @param before of the encoder before it was tuned
   * @param best of this one
   * @param step after how many steps
   */
  record Scores(Figure figure, double before, double best, int step) {}

  private static String scores(TuneOrigin origin, Scores scores) {
    return origin
        .valid()
        .map(
            file ->
                String.format(
                    Locale.ROOT,
                    "| %s on %s | |%n|---|---|%n| before | %.4f |%n| after %d steps | %.4f |",
                    Names.kebab(scores.figure()),
                    file,
                    scores.before(),
                    scores.step(),
                    scores.best()))
        .orElse("It has not been measured on other pairs while it was tuned.");
  }
}
