package io.embed4j.graph.reason.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.KgeModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A classifier of entities beside the model that it belongs to; docs/formats.md has the keys. */
public final class ClassifierFile {
  /** The file in a model folder. */
  public static final String NAME = "types.safetensors";

  private static final String FORMAT = "embed4j-types";
  private static final String VERSION = "1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ClassifierFile() {}

  /** Writes the classifier of a model into its folder, in place of an earlier one. */
  public static void write(Path modelFolder, LinearClassifier classifier, KgeModel model) {
    Names types = classifier.types();
    ArrayNode names = JSON.createArrayNode();
    ArrayNode labels = JSON.createArrayNode();
    for (int t = 0; t < types.ids().size(); t++) {
      names.add(types.ids().name(t));
      labels.add(types.display(t));
    }
    EmbeddingTable weights = classifier.weights();
    AtomicFile.write(
        modelFolder.resolve(NAME),
        new SafetensorsWriter()
            .metadata("format", FORMAT)
            .metadata("version", VERSION)
            .metadata("model", model.fingerprint())
            .metadata("features", classifier.features().name())
            .metadata("types", names.toString())
            .metadata("labels", labels.toString())
            .add("weights", Tensor.of(weights.data(), weights.rows(), weights.width()))
            .add("biases", Tensor.of(classifier.biases(), weights.rows())));
  }

  /**
   * Returns the classifier of a model, if there is one; that of another state of the model, which
   * was then trained further, counts for none.
   *
   * @throws ModelFormatException if the file is damaged or of another version
   */
  public static Optional<LinearClassifier> read(Path modelFolder, KgeModel model) {
    Path path = modelFolder.resolve(NAME);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      Map<String, String> keys = file.metadata();
      if (!text(keys, "format").equals(FORMAT) || !text(keys, "version").equals(VERSION)) {
        throw new IllegalArgumentException(
            "format and version must be %s and %s".formatted(FORMAT, VERSION));
      }
      return text(keys, "model").equals(model.fingerprint())
          ? Optional.of(classifier(file, keys, model))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ModelFormatException(
          path + ": " + e.getMessage() + "; make it anew with: embed4j kg classify");
    }
  }

  private static LinearClassifier classifier(
      SafetensorsFile file, Map<String, String> keys, KgeModel model)
      throws JsonProcessingException {
    JsonNode names = JSON.readTree(text(keys, "types"));
    JsonNode shown = JSON.readTree(text(keys, "labels"));
    Vocabulary vocabulary = new Vocabulary();
    Labels.Builder labels = new Labels.Builder();
    for (int t = 0; t < names.size(); t++) {
      labels.label(vocabulary.add(names.path(t).asText()), "", shown.path(t).asText());
    }
    FeatureSet features = FeatureSet.valueOf(text(keys, "features"));
    int count = vocabulary.size();
    int width = features.width(model);
    float[] weights = file.floats("weights", count, width);
    return new LinearClassifier(
        features,
        new Names("type", vocabulary, labels.build()),
        new EmbeddingTable(count, width, weights),
        file.floats("biases", count));
  }

  private static String text(Map<String, String> keys, String key) {
    String text = keys.get(key);
    if (text == null) {
      throw new IllegalArgumentException("the key " + key + " is missing");
    }
    return text;
  }
}
