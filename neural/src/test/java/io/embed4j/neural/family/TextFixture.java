package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.TensorInfo;
import io.embed4j.neural.block.TokenBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One folder of {@code fixtures}: a small model, inputs, and what a reference made of them. */
public record TextFixture(Path folder, JsonNode config, JsonNode inputs, JsonNode expected) {
  /** One batch, padded as the reference was given it. */
  public record Case(String name, List<int[]> ids, List<int[]> types, List<int[]> mask) {
    /** Returns the tokens that are no padding, at the positions that the reference gave them. */
    public TokenBatch batch() {
      int[] first = new int[ids.size()];
      for (int i = 0; i < first.length; i++) {
        while (mask.get(i)[first[i]] == 0) {
          first[i]++;
        }
      }
      return TokenBatch.of(real(ids), real(types)).withFirstPositions(first);
    }

    private List<int[]> real(List<int[]> rows) {
      List<int[]> real = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        int[] row = rows.get(i);
        int[] kept = mask.get(i);
        real.add(
            IntStream.range(0, row.length).filter(j -> kept[j] == 1).map(j -> row[j]).toArray());
      }
      return real;
    }

    /** Returns, for each token of {@link #batch}, its row in a padded tensor. */
    public int[] rows() {
      int width = ids.getFirst().length;
      return IntStream.range(0, ids.size() * width)
          .filter(i -> mask.get(i / width)[i % width] == 1)
          .toArray();
    }
  }

  /**
   * Returns the folders of these model types, in the folder that EMBED4J_FIXTURES names or else in
   * the repository's fixtures.
   */
  public static List<TextFixture> of(Iterable<String> types) {
    List<String> wanted = StreamSupport.stream(types.spliterator(), false).toList();
    try (Stream<Path> folders = Files.list(root())) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("config.json")))
          .filter(folder -> Files.exists(folder.resolve("expected.safetensors")))
          .sorted()
          .map(TextFixture::read)
          .filter(fixture -> wanted.contains(fixture.config.path("model_type").asText()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of all fixtures. */
  public static Path root() {
    String fixtures = System.getenv("EMBED4J_FIXTURES");
    return fixtures == null || fixtures.isBlank()
        ? Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures")
        : Path.of(fixtures);
  }

  private static TextFixture read(Path folder) {
    return new TextFixture(
        folder, json(folder, "config"), json(folder, "inputs"), json(folder, "expected"));
  }

  private static JsonNode json(Path folder, String name) {
    try {
      return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  /** Returns all cases. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Iterator<String> names = inputs.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode input = inputs.get(name);
      List<int[]> ids = rows(input.get("input_ids"));
      List<int[]> types =
          input.has("token_type_ids")
              ? rows(input.get("token_type_ids"))
              : ids.stream().map(row -> new int[row.length]).toList();
      cases.add(new Case(name, ids, types, rows(input.get("attention_mask"))));
    }
    return cases;
  }

  private static List<int[]> rows(JsonNode table) {
    List<int[]> rows = new ArrayList<>();
    for (JsonNode row : table) {
      rows.add(StreamSupport.stream(row.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
    }
    return rows;
  }

  /** Returns the names of a case's tensors, without the case. */
  public List<String> tensors(String name) {
    String prefix = name + ".";
    return file().names().stream()
        .filter(tensor -> tensor.startsWith(prefix))
        .map(tensor -> tensor.substring(prefix.length()))
        .toList();
  }

  /** Returns a tensor of a case. */
  public float[] tensor(String name, String tensor) {
    SafetensorsFile file = file();
    TensorInfo info = file.info(name + "." + tensor).orElseThrow();
    return file.floats(info.name(), info.shape().stream().mapToLong(Long::longValue).toArray());
  }

  private SafetensorsFile file() {
    return SafetensorsFile.open(folder.resolve("expected.safetensors"));
  }

  /** Fails unless a number is within the folder's tolerance. */
  public void requireClose(float actual, float right, String where) {
    double tolerance =
        expected.get("tolerance").get("abs").asDouble()
            + expected.get("tolerance").get("rel").asDouble() * Math.abs(right);
    if (!(Math.abs(actual - right) <= tolerance)) {
      throw new AssertionError(this + " " + where + " is " + actual + ", expected " + right);
    }
  }
}
