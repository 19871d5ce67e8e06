package io.embed4j.encode.model;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model whose weights lie in a Maven artifact. Such an artifact carries an ONNX file and a
 * tokenizer; what else a model folder has, is part of this program. All of it is unpacked once into
 * {@code embed4j/models} of the user's cache, or {@code models} of the folder {@code
 * EMBED4J_CACHE}.
 */
public enum DefaultModel {
  /** Wang et al.: MiniLM, 2020, fine-tuned by sentence-transformers; Apache-2.0. */
  ENGLISH("all-MiniLM-L6-v2"),
  /** Xiao et al.: C-Pack, 2023; MIT. */
  CHINESE("bge-small-zh-v1.5"),
  /** The English model with all bits of its weights. */
  ENGLISH_FLOAT32("all-MiniLM-L6-v2-float32"),
  /** The Chinese model with all bits of its weights. */
  CHINESE_FLOAT32("bge-small-zh-v1.5-float32");

  /**
   * Two files in an artifact.
   *
   * @param name what their names begin with
   * @param onnx SHA-256 of the weights
   * @param tokenizer SHA-256 of the tokenizer
   */
  private record Carrier(String name, String onnx, String tokenizer) {
    String artifact() {
      return "dev.langchain4j:langchain4j-embeddings-" + name.replace("v1.5", "v15");
    }

    String onnxFile() {
      return "/" + name + ".onnx";
    }

    String tokenizerFile() {
      return "/" + name + "-tokenizer.json";
    }
  }

  private static final List<String> SETTINGS =
      List.of(
          "config.json",
          "modules.json",
          "1_Pooling/config.json",
          "sentence_bert_config.json",
          "config_sentence_transformers.json");

  private final String modelName;

  DefaultModel(String modelName) {
    this.modelName = modelName;
  }

  private static final Carrier MINILM =
      new Carrier(
          "all-minilm-l6-v2",
          "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
          "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0");
  private static final Carrier MINILM_INT8 =
      new Carrier(
          "all-minilm-l6-v2-q",
          "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
          "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0");
  private static final Carrier BGE =
      new Carrier(
          "bge-small-zh-v1.5",
          "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",
          "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26");
  private static final Carrier BGE_INT8 =
      new Carrier(
          "bge-small-zh-v1.5-q",
          "15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc",
          "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26");

  /**
   * The first that is on the class path is taken. Weights of 8 bits, widened when they are read,
   * come first: they take a fifth of the space and are as good on STS-B.
   */
  private List<Carrier> carriers() {
    return switch (this) {
      case ENGLISH -> List.of(MINILM_INT8, MINILM);
      case CHINESE -> List.of(BGE_INT8, BGE);
      case ENGLISH_FLOAT32 -> List.of(MINILM);
      case CHINESE_FLOAT32 -> List.of(BGE);
    };
  }

  /** Returns the name of the folder of settings, which are the same for all bits. */
  private String settings() {
    return modelName.replace("-float32", "");
  }

  /** Returns the name under which it was published. */
  public String modelName() {
    return modelName;
  }

  /** Returns the model of a name, upper or lower case, if there is one. */
  public static Optional<DefaultModel> of(String name) {
    return Arrays.stream(values())
        .filter(
            model ->
                model.modelName.equalsIgnoreCase(name)
                    || model.name().replace('_', '-').equalsIgnoreCase(name))
        .findFirst();
  }

  /**
   * Returns the folder of the model, unpacked now if it has not been.
   *
   * @throws NotFoundException if no artifact with its weights is on the class path
   * @throws ModelFormatException if the artifact is another than the one that is known
   */
  public Path folder() {
    Carrier carrier = carrier();
    Path folder = cache().resolve(settings() + "-" + carrier.onnx().substring(0, 8));
    if (!Files.isDirectory(folder)) {
      unpack(carrier, folder);
    }
    return folder;
  }

  private Carrier carrier() {
    return carriers().stream()
        .filter(carrier -> DefaultModel.class.getResource(carrier.onnxFile()) != null)
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "the weights of %s are not on the class path: add the artifact %s"
                        .formatted(
                            modelName,
                            carriers().stream()
                                .map(Carrier::artifact)
                                .collect(Collectors.joining(" or ")))));
  }

  private static Path cache() {
    String chosen = System.getenv("EMBED4J_CACHE");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen, "models");
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("embed4j").resolve("models");
  }

  /** Two programs that do so at once both succeed: the second finds the folder of the first. */
  private void unpack(Carrier carrier, Path folder) {
    try {
      Files.createDirectories(folder.getParent());
      Path part = Files.createTempDirectory(folder.getParent(), ".part");
      try {
        for (String file : SETTINGS) {
          copy(settings() + "/" + file, part.resolve(file));
        }
        require(copy(carrier.onnxFile(), part.resolve("model.onnx")), carrier.onnx(), carrier);
        require(
            copy(carrier.tokenizerFile(), part.resolve("tokenizer.json")),
            carrier.tokenizer(),
            carrier);
        move(part, folder);
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + modelName + " into " + folder, e);
    }
  }

  private static void move(Path part, Path folder) throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  /** Copies a resource and returns its SHA-256. */
  private static String copy(String resource, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = DefaultModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NotFoundException("there is no resource " + resource + " on the class path");
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Files.copy(new DigestInputStream(in, digest), target);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void require(String found, String expected, Carrier carrier) {
    if (!found.equals(expected)) {
      throw new ModelFormatException(
          "the artifact of %s holds a file with SHA-256 %s, but %s is expected: use the version that"
                  .formatted(carrier.name(), found, expected)
              + " this program was made with");
    }
  }
}
