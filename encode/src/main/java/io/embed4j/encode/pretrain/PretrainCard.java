package io.embed4j.encode.pretrain;

import io.embed4j.neural.train.TrainingCounters;
import java.util.Locale;

/** The model card of a new encoder: {@code README.md} as the Hugging Face Hub reads it. */
final class PretrainCard {
  private static final String NEW =
      """
      It knows words from their surroundings, but has not been told yet which texts mean the same:
      tune it on pairs.""";
  private static final String ADAPTED =
      """
      It has seen how words are used in these texts, but may have forgotten some of which texts mean
      the same: tune it on pairs.""";

  private PretrainCard() {}

  static String text(PretrainOrigin origin, PretrainConfig config, TrainingCounters counters) {
    return """
    ---
    library_name: sentence-transformers
    pipeline_tag: fill-mask
    tags:
    - sentence-transformers
    - feature-extraction
    ---

    # %s

    An encoder of texts, trained by Embed4j %s to guess hidden tokens of %s.
    %s

    %s

    ```sh
    embed4j tune --model FOLDER --pairs pairs.tsv
    ```

    ## Recipe

    Command: `%s`

    ```yaml
    %s
    ```
    """
        .formatted(
            origin.model().map(name -> name + ", adapted").orElse("A new encoder"),
            origin.version(),
            String.join(", ", origin.texts()),
            origin.model().isPresent() ? ADAPTED : NEW,
            measured(counters),
            origin.command(),
            config.yaml().stripTrailing());
  }

  private static String measured(TrainingCounters counters) {
    return counters.hasBest()
        ? String.format(
            Locale.ROOT,
            "Mean log-probability of hidden tokens in texts held out: %.4f after %d steps, %.4f"
                + " before the first.",
            counters.bestScore(),
            counters.bestStep(),
            counters.firstScore())
        : "It has not been measured on texts held out.";
  }
}
