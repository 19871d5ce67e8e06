package io.embed4j.graph.reason.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.KgeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A calibration beside the model that it belongs to, as JSON; docs/formats.md has the keys. */
public final class CalibrationFile {
  /** The file in a model folder. */
  public static final String NAME = "calibration.json";

  static final String FORMAT = "embed4j-calibration";
  static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CalibrationFile() {}

  /** Writes the calibration of a model into its folder, in place of an earlier one. */
  public static void write(
      Path modelFolder, Calibration calibration, KgeModel model, Vocabulary relations) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT)
        .put("version", VERSION)
        .put("model", model.fingerprint())
        .put("method", calibration.method().key())
        .put("negatives", calibration.negatives().key())
        .put("seed", calibration.seed());
    root.set("global", json(calibration.global()));
    ObjectNode fits = root.putObject("relations");
    new TreeMap<>(calibration.relations())
        .forEach((relation, fit) -> fits.set(relations.name(relation), json(fit)));
    AtomicFile.writeText(modelFolder.resolve(NAME), root.toPrettyString() + "\n");
  }

  /**
   * Returns the calibration of a model, if there is one; that of another state of the model, which
   * was then trained further, counts for none.
   *
   * @throws ModelFormatException if the file is damaged or of another version
   */
  public static Optional<Calibration> read(Path modelFolder, KgeModel model, Vocabulary relations) {
    Path path = modelFolder.resolve(NAME);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(path));
      if (!text(root, "format").equals(FORMAT) || number(root, "version") != VERSION) {
        throw new IllegalArgumentException(
            "format and version must be %s and %d".formatted(FORMAT, VERSION));
      }
      return text(root, "model").equals(model.fingerprint())
          ? Optional.of(calibration(root, relations))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw damaged(path, "no sound JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw damaged(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
  }

  private static ModelFormatException damaged(Path path, String reason) {
    return new ModelFormatException(
        path + ": " + reason + "; make it anew with: embed4j kg calibrate");
  }

  private static ObjectNode json(Fit fit) {
    ObjectNode node = JSON.createObjectNode();
    node.put("positives", fit.positives()).put("negatives", fit.negatives());
    switch (fit.curve()) {
      case Curve.Platt(double slope, double intercept) ->
          node.put("slope", slope).put("intercept", intercept);
      case Curve.Isotonic(double[] scores, double[] probabilities) -> {
        addAll(node.putArray("scores"), scores);
        addAll(node.putArray("probabilities"), probabilities);
      }
    }
    return node;
  }

  private static void addAll(ArrayNode list, double[] numbers) {
    for (double number : numbers) {
      list.add(number);
    }
  }

  private static Calibration calibration(JsonNode root, Vocabulary relations) {
    Method method = Method.valueOf(text(root, "method").toUpperCase(Locale.ROOT));
    Map<Integer, Fit> fits = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : field(root, "relations").properties()) {
      int relation = relations.find(entry.getKey());
      if (relation == Vocabulary.UNKNOWN) {
        throw new IllegalArgumentException("the model has no relation " + entry.getKey());
      }
      fits.put(relation, fit(entry.getValue(), method));
    }
    return new Calibration(
        method,
        Negatives.valueOf(text(root, "negatives").toUpperCase(Locale.ROOT)),
        field(root, "seed").asLong(),
        fit(field(root, "global"), method),
        fits);
  }

  private static Fit fit(JsonNode node, Method method) {
    Curve curve =
        switch (method) {
          case PLATT -> new Curve.Platt(number(node, "slope"), number(node, "intercept"));
          case ISOTONIC ->
              new Curve.Isotonic(numbers(node, "scores"), numbers(node, "probabilities"));
        };
    return new Fit((int) number(node, "positives"), (int) number(node, "negatives"), curve);
  }

  private static double[] numbers(JsonNode node, String key) {
    return field(node, key).valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static double number(JsonNode node, String key) {
    JsonNode number = field(node, key);
    if (!number.isNumber()) {
      throw new IllegalArgumentException(key + " must be a number, but is " + number);
    }
    return number.asDouble();
  }

  private static String text(JsonNode node, String key) {
    return field(node, key).asText();
  }

  private static JsonNode field(JsonNode node, String key) {
    JsonNode field = node.path(key);
    if (field.isMissingNode()) {
      throw new IllegalArgumentException("the key " + key + " is missing");
    }
    return field;
  }
}
