package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was put into a folder, so that damage is noticed later.
 *
 * @param files by their paths in the folder
 */
record Manifest(Map<String, Entry> files) {
  private static final String NAME = "unpacked.json";

  /** Files up to this size are read whole to check them; of larger ones, the size alone. */
  private static final long SMALL_BYTES = 1 << 20;

  /** Size and SHA-256 of a file. */
  record Entry(long bytes, String sha256) {}

  /** Writes the manifest of a folder's files into it. */
  static void write(Path folder) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    Fingerprints.names(folder)
        .forEach(
            (name, file) ->
                root.putObject(name)
                    .put("bytes", file.toFile().length())
                    .put("sha256", Fingerprints.sha256(file)));
    AtomicFile.writeText(folder.resolve(NAME), root.toPrettyString() + "\n");
  }

  /** Returns whether a folder still holds what was put into it. */
  static boolean isSound(Path folder) {
    if (!Files.isRegularFile(folder.resolve(NAME))) {
      return false;
    }
    try {
      for (var file : read(folder).files().entrySet()) {
        if (!isSound(folder.resolve(file.getKey()), file.getValue())) {
          return false;
        }
      }
      return true;
    } catch (ModelFormatException | IOException e) {
      return false; // a damaged manifest is damage as well
    }
  }

  private static boolean isSound(Path file, Entry entry) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == entry.bytes()
        && (entry.bytes() > SMALL_BYTES || Fingerprints.sha256(file).equals(entry.sha256()));
  }

  private static Manifest read(Path folder) {
    Map<String, Entry> files = new TreeMap<>();
    JsonNode root = new FolderFiles(folder).required(NAME);
    root.properties()
        .forEach(
            file -> {
              JsonNode value = file.getValue();
              Entry entry = new Entry(value.path("bytes").asLong(), value.path("sha256").asText());
              files.put(file.getKey(), entry);
            });
    return new Manifest(files);
  }
}
