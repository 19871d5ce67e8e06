package io.embed4j.encode.model;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.UntrustedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    boolean isPresent() {
      return DefaultModel.class.getResource(onnxFile()) != null;
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

  /** Returns the name under which it was published, whatever its bits. */
  public String publishedName() {
    return modelName.replace("-float32", "");
  }

  /** Returns its name, which says how many bits its weights have if it is not the usual one. */
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
   * Returns the folder of the model, unpacked now if it has not been, or is damaged.
   *
   * @throws NotFoundException if no artifact with its weights is on the class path
   * @throws ModelFormatException if the artifact is another than the one that is known
   */
  public Path folder() {
    Carrier carrier = carrier();
    return ModelCache.ofUser().folder(folderName(carrier), folder -> unpack(carrier, folder));
  }

  private String folderName(Carrier carrier) {
    return publishedName() + "-" + carrier.onnx().substring(0, 8);
  }

  /** Returns whether its weights are on the class path. */
  public boolean isPresent() {
    return carriers().stream().anyMatch(Carrier::isPresent);
  }

  /** Returns the folder of the model if it has been unpacked and is sound. */
  public Optional<Path> unpacked() {
    ModelCache cache = ModelCache.ofUser();
    return carriers().stream()
        .filter(Carrier::isPresent)
        .findFirst()
        .map(this::folderName)
        .filter(cache::has)
        .map(cache::place);
  }

  /** Returns whether its weights have 8 bits, so that vectors are a little off. */
  public boolean hasEightBits() {
    return carrier().name().endsWith("-q");
  }

  /** Returns family and length of vectors, without unpacking anything. */
  public EncoderSummary summary() {
    try (InputStream in = resource(publishedName() + "/config.json")) {
      String what = "the settings of " + modelName;
      return EncoderSummary.of(UntrustedJson.read(what, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Carrier carrier() {
    return carriers().stream()
        .filter(Carrier::isPresent)
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

  private void unpack(Carrier carrier, Path folder) throws IOException {
    for (String file : SETTINGS) {
      copy(publishedName() + "/" + file, folder.resolve(file));
    }
    require(copy(carrier.onnxFile(), folder.resolve("model.onnx")), carrier.onnx(), carrier);
    require(
        copy(carrier.tokenizerFile(), folder.resolve("tokenizer.json")),
        carrier.tokenizer(),
        carrier);
  }

  /** Copies a resource and returns its SHA-256. */
  private static String copy(String resource, Path target) throws IOException {
    Files.createDirectories(target.resolveSibling("."));
    try (InputStream in = resource(resource)) {
      Files.copy(in, target);
    }
    return Fingerprints.sha256(target);
  }

  private static InputStream resource(String name) {
    InputStream in = DefaultModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new NotFoundException("there is no resource " + name + " on the class path");
    }
    return in;
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
