package io.embed4j.core.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides the vectors of an encoder: vectors of two encoders may be compared only if nothing
 * of this differs.
 *
 * @param name what people call it; of no account where two are compared
 * @param weights SHA-256 over its weights and their settings
 * @param tokenizer SHA-256 over the files of its tokenizer
 * @param pooling how the vectors of tokens become one, and what happens to that one
 * @param queryPrompt put in front of questions; often empty
 * @param documentPrompt put in front of what questions look for; often empty
 * @param dim length of the vectors
 * @param normalised whether the vectors have length 1
 */
public record ModelFingerprint(
    String name,
    String weights,
    String tokenizer,
    String pooling,
    String queryPrompt,
    String documentPrompt,
    int dim,
    boolean normalised) {
  private static final int SHOWN = 12;

  /**
   * Returns what differs in another one, such as "pooling: mean here, cls there"; empty if vectors
   * of both may be compared.
   *
   * @param here what this one is, such as "in the index"
   * @param there what the other one is, such as "in the model"
   */
  public List<String> differences(ModelFingerprint other, String here, String there) {
    List<String> found = new ArrayList<>();
    Comparison comparison = new Comparison(here, there, found);
    comparison.of("dimension", dim, other.dim);
    comparison.of("model hash", shortly(weights), shortly(other.weights));
    comparison.of("tokenizer hash", shortly(tokenizer), shortly(other.tokenizer));
    comparison.of("pooling", pooling, other.pooling);
    comparison.of("query prompt", quoted(queryPrompt), quoted(other.queryPrompt));
    comparison.of("document prompt", quoted(documentPrompt), quoted(other.documentPrompt));
    comparison.of("normalised", normalised, other.normalised);
    return found;
  }

  private record Comparison(String here, String there, List<String> found) {
    void of(String what, Object mine, Object other) {
      if (!mine.equals(other)) {
        found.add("%s: %s %s, %s %s".formatted(what, mine, here, other, there));
      }
    }
  }

  private static String shortly(String hash) {
    return hash.length() <= SHOWN ? hash : hash.substring(0, SHOWN);
  }

  private static String quoted(String prompt) {
    return '"' + prompt + '"';
  }

  /** Returns this as JSON. */
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("weights", weights)
        .put("tokenizer", tokenizer)
        .put("pooling", pooling)
        .put("query-prompt", queryPrompt)
        .put("document-prompt", documentPrompt)
        .put("dim", dim)
        .put("normalised", normalised);
  }

  /**
   * Returns what {@link #json} wrote.
   *
   * @throws ModelFormatException if something is missing
   */
  public static ModelFingerprint of(JsonNode json) {
    return new ModelFingerprint(
        required(json, "name").asText(),
        required(json, "weights").asText(),
        required(json, "tokenizer").asText(),
        required(json, "pooling").asText(),
        required(json, "query-prompt").asText(),
        required(json, "document-prompt").asText(),
        required(json, "dim").asInt(),
        required(json, "normalised").asBoolean());
  }

  private static JsonNode required(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode()) {
      throw new ModelFormatException("the fingerprint of a model lacks \"" + key + "\"");
    }
    return value;
  }
}
