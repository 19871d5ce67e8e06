package io.embed4j.encode.model;

import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.encode.model.Pooling.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a model, and their SHA-256. */
public final class Fingerprints {
  private static final int BUFFER = 1 << 16;
  private static final Pattern TOKENIZER =
      Pattern.compile(
          "(.*/)?(tokenizer.*|special_tokens_map|added_tokens|vocab|merges|.*\\.model)"
              + "(\\.json|\\.txt|)");
  private static final Pattern WEIGHTS =
      Pattern.compile("(.*/)?(config\\.json|.*\\.(safetensors|bin|onnx|onnx_data))");

  private Fingerprints() {}

  /** Returns the names of all files in a folder, as paths in it, without reading them. */
  public static Map<String, Path> names(Path folder) {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      Map<String, Path> names = new TreeMap<>();
      files.forEach(file -> names.put(folder.relativize(file).toString().replace('\\', '/'), file));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * Returns what decides the vectors of a model; reads all of its files.
   *
   * @param dim how many numbers of each vector are used
   */
  public static ModelFingerprint of(EncoderModel model, int dim) {
    Recipe query = model.of(Role.QUERY).recipe();
    Recipe document = model.of(Role.DOCUMENT).recipe();
    return new ModelFingerprint(
        model.name(),
        sha256(model.files(), name -> WEIGHTS.matcher(name).matches() && !isAdapter(name)),
        sha256(model.files(), TOKENIZER.asMatchPredicate()),
        description(document),
        query.prompt(Role.QUERY),
        document.prompt(Role.DOCUMENT),
        dim,
        document.endsNormalised());
  }

  /** An adapter moves questions alone: documents that have been encoded stay what they are. */
  private static boolean isAdapter(String name) {
    return name.equals(QueryAdapter.FILE);
  }

  private static String description(Recipe recipe) {
    String modes =
        recipe.pooling().modes().stream().map(Mode::toString).collect(Collectors.joining(" + "));
    return Stream.concat(Stream.of(modes), recipe.steps().stream().map(Step::description))
        .collect(Collectors.joining(", "));
  }

  private static String sha256(Map<String, Path> files, Predicate<String> counts) {
    String sums =
        files.entrySet().stream()
            .filter(file -> counts.test(file.getKey()))
            .map(file -> file.getKey() + " " + sha256(file.getValue()) + "\n")
            .sorted()
            .collect(Collectors.joining());
    try {
      return sha256(new ByteArrayInputStream(sums.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the SHA-256 of a file in hexadecimal digits. */
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the SHA-256 of a stream to its end. */
  private static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
