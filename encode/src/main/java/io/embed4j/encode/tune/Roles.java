package io.embed4j.encode.tune;

import io.embed4j.encode.model.Recipe;

/** What the texts of a pair are to each other, and so which prompts of the model they get. */
public enum Roles {
  /** Two texts that are compared; both get the plain prompt. */
  COMPARISON,
  /** A question and what it looks for, each with the prompt that the model has for it. */
  RETRIEVAL;

  /** Returns the prompt of first texts. */
  public String firstPrompt(Recipe recipe) {
    return this == RETRIEVAL ? recipe.queryPrompt() : recipe.plainPrompt();
  }

  /** Returns the prompt of second texts and hard negatives. */
  public String secondPrompt(Recipe recipe) {
    return this == RETRIEVAL ? recipe.documentPrompt() : recipe.plainPrompt();
  }
}
