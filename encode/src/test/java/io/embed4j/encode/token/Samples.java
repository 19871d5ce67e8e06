package io.embed4j.encode.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The tokenizers at hand: those of the fixtures, and two real ones. */
final class Samples {
  private Samples() {}

  /** Returns the folders of EMBED4J_FIXTURES, else of this repository, that hold tokenisations. */
  static List<Path> fixtures() {
    Path root =
        Optional.ofNullable(System.getenv("EMBED4J_FIXTURES"))
            .map(Path::of)
            .orElseGet(
                () -> Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures"));
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("tokenization.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all tokenizer files by name. */
  static Map<String, byte[]> tokenizerFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try {
      for (Path folder : fixtures()) {
        files.put(
            folder.getFileName().toString(), Files.readAllBytes(folder.resolve("tokenizer.json")));
      }
      for (String name : List.of("all-minilm-l6-v2", "bge-small-zh-v1.5")) {
        files.put(name, resource("/" + name + "-tokenizer.json"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns the tokenizer file of a name. */
  static byte[] tokenizerFile(String name) {
    return Objects.requireNonNull(tokenizerFiles().get(name), name);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return in.readAllBytes();
    }
  }
}
