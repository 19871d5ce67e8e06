package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of a model folder. */
record FolderFiles(Path folder) {
  /** Returns the content of a file, or an empty object if it is not there. */
  JsonNode optional(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file)
        ? UntrustedJson.read(file)
        : JsonNodeFactory.instance.objectNode();
  }

  /**
   * Returns the content of a file.
   *
   * @throws ModelFormatException if it is missing
   */
  JsonNode required(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          file
              + ": there is no such file, but a folder of sentence-transformers or transformers has it");
    }
    return UntrustedJson.read(file);
  }
}
