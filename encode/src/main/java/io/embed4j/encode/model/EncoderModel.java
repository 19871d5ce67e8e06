package io.embed4j.encode.model;

import io.embed4j.encode.token.Tokenizer;
import io.embed4j.neural.block.TextModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that turns a text into a vector. Thread-safe.
 *
 * @param name what people call it
 * @param architecture its {@code model_type}
 * @param tokenizer text to token ids
 * @param model token ids to vectors of tokens
 * @param recipe what happens before and after
 * @param queryAdapter what happens to the vectors of questions, and to no others
 * @param files the files that it came from, by their names in the folder
 * @param routes what texts of a role go through instead, with vectors of the same length
 */
public record EncoderModel(
    String name,
    String architecture,
    Tokenizer tokenizer,
    TextModel model,
    Recipe recipe,
    Optional<QueryAdapter> queryAdapter,
    Map<String, Path> files,
    Map<Role, EncoderModel> routes) {
  public EncoderModel {
    routes = Map.copyOf(routes);
  }

  /** Makes a model that all texts go through. */
  public EncoderModel(
      String name,
      String architecture,
      Tokenizer tokenizer,
      TextModel model,
      Recipe recipe,
      Map<String, Path> files) {
    this(name, architecture, tokenizer, model, recipe, Optional.empty(), files, Map.of());
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return recipe.width(model.dim());
  }

  /** Returns what texts of a role go through; most often this. */
  public EncoderModel of(Role role) {
    return routes.getOrDefault(role, this);
  }

  /** Returns the vector of a text of a role, given what the steps have made of it. */
  public float[] adapted(Role role, float[] vector) {
    return role == Role.QUERY
        ? queryAdapter.map(adapter -> adapter.apply(vector)).orElse(vector)
        : vector;
  }
}
