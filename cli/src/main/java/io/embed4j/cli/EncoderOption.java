package io.embed4j.cli;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.hub.Hub;
import io.embed4j.encode.hub.HubConfig;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --model} of the commands that encode texts. */
final class EncoderOption {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "english",
      description = {
        "english (all-MiniLM-L6-v2), chinese (bge-small-zh-v1.5), a folder, or ORG/NAME that",
        "models pull has fetched (default: ${DEFAULT-VALUE})."
      })
  private String model = "";

  @Mixin private ThreadsOption threads;

  /** Loads the model. */
  TextEncoder open() {
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    return TextEncoder.of(read(model), options);
  }

  /** Reads the model of a name. */
  static EncoderModel read(String name) {
    return EncoderFolder.read(folder(name));
  }

  /**
   * Returns the folder that a name stands for.
   *
   * @throws NotFoundException if there is none
   */
  static Path folder(String name) {
    Optional<DefaultModel> known = DefaultModel.of(name);
    if (known.isPresent()) {
      return known.get().folder();
    }
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return fetched(name)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no model %s: it is neither %s nor a folder nor fetched by models pull"
                        .formatted(
                            name,
                            Arrays.stream(DefaultModel.values())
                                .map(DefaultModel::modelName)
                                .collect(Collectors.joining(", ")))));
  }

  private static Optional<Path> fetched(String name) {
    return name.matches("[^/]+/[^/]+")
        ? Hub.of(HubConfig.fromEnvironment()).cached(name)
        : Optional.empty();
  }
}
