package io.embed4j.encode.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model wants texts to be treated. What the files leave open is filled in.
 *
 * @param maxTokens the most tokens of a text, special ones included; the rest is cut off
 * @param lowerCase whether texts are lower-cased before the tokenizer sees them
 * @param pooling how the tokens' vectors become one
 * @param steps what happens to that vector, in order
 * @param prompts texts to put in front, by what they are for, such as "query"
 * @param defaultPrompt which of them is used if none is asked for
 */
public record Recipe(
    int maxTokens,
    boolean lowerCase,
    Pooling pooling,
    List<Step> steps,
    Map<String, String> prompts,
    Optional<String> defaultPrompt) {
  private static final List<String> DOCUMENT = List.of("document", "passage", "corpus");

  public Recipe {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, but is " + maxTokens);
    }
    steps = List.copyOf(steps);
    prompts = Map.copyOf(prompts);
  }

  /** Returns the length of the vectors, given that of the tokens' vectors. */
  public int width(int dim) {
    int width = pooling.width(dim);
    for (Step step : steps) {
      width = step.width(width);
    }
    return width;
  }

  /** Returns whether vectors come out with length 1. */
  public boolean endsNormalised() {
    return !steps.isEmpty() && steps.getLast() instanceof Step.Normalize;
  }

  /** Returns the prompt of texts of a role; often empty. */
  public String prompt(Role role) {
    return switch (role) {
      case PLAIN -> plainPrompt();
      case QUERY -> queryPrompt();
      case DOCUMENT -> documentPrompt();
    };
  }

  /** Returns the prompt that is used if none is asked for; often empty. */
  public String plainPrompt() {
    return defaultPrompt.map(name -> prompts.getOrDefault(name, "")).orElse("");
  }

  /** Returns the prompt of questions, else the plain one. */
  public String queryPrompt() {
    return Optional.ofNullable(prompts.get("query")).orElseGet(this::plainPrompt);
  }

  /** Returns the prompt of what questions look for, else the plain one. */
  public String documentPrompt() {
    return DOCUMENT.stream()
        .flatMap(name -> Optional.ofNullable(prompts.get(name)).stream())
        .findFirst()
        .orElseGet(this::plainPrompt);
  }
}
