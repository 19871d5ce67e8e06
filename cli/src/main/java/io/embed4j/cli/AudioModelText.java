package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.audio.AudioModel;
import io.embed4j.encode.model.Fingerprints;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code models show} says of a model of sounds. */
record AudioModelText(CommonOptions common) {
  /** Prints what a model does with a sound, and its files. */
  int show(Path folder) {
    AudioModel model = AudioModel.read(folder);
    Map<String, String> sums = new TreeMap<>();
    Fingerprints.names(folder).forEach((file, path) -> sums.put(file, Fingerprints.sha256(path)));
    String pooling = model.hasPooler() ? "that of the model itself" : "mean of all states";
    if (common.json()) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("name", model.name())
          .put("architecture", model.architecture())
          .put("layers", model.model().layers())
          .put("samplesPerSecond", model.extractor().rate())
          .put("features", model.extractor().description())
          .put("pooling", pooling)
          .put("dim", model.dim());
      sums.forEach(node.putObject("sha256")::put);
      common.print(node);
      return ExitCode.OK;
    }
    row("model", model.name());
    row(
        "architecture",
        String.format(
            Locale.ROOT,
            "%s, %d layers, last width %d",
            model.architecture(),
            model.model().layers(),
            model.model().dim()));
    row(
        "samples",
        String.format(Locale.ROOT, "%,d a second, one channel", model.extractor().rate()));
    row("features", model.extractor().description());
    row("pooling", pooling);
    row("then", model.projection().isPresent() ? "projection, length 1" : "length 1");
    row("vector", model.dim() + " numbers");
    sums.forEach((file, sum) -> row("file", sum.substring(0, 16) + "…  " + file));
    return ExitCode.OK;
  }

  private void row(String key, String value) {
    common.out().printf(Locale.ROOT, "%-14s %s%n", key, value);
  }
}
