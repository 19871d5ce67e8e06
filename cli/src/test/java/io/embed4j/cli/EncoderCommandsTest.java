package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.NpyWriter;
import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that turn texts into vectors, with a small model. */
final class EncoderCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void embedsArgumentsAsJsonLines() throws IOException {
    assertThat(run("embed", "--model", MODEL, "Knowledge graphs", "store facts")).isZero();
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    JsonNode first = JSON.readTree(lines[0]);
    assertThat(first.path("text").asText()).isEqualTo("Knowledge graphs");
    assertThat(first.path("vector")).hasSize(32);
    assertThat(err.toString()).contains("2 texts").contains("32 numbers each");
  }

  @Test
  void embedsFilesAndSaysWhatWasCut() throws IOException {
    Path texts = folder.resolve("texts.jsonl");
    Files.writeString(
        texts, "{\"text\": \"a\"}\n{\"text\": \"" + "word ".repeat(100) + "\", \"id\": 7}\n");
    String vectors = folder.resolve("vectors.tsv").toString();
    assertThat(
            run(
                "embed",
                "--model",
                MODEL,
                "--file",
                texts.toString(),
                "--format",
                "tsv",
                "--dimensions",
                "8",
                "--out",
                vectors))
        .as(err.toString())
        .isZero();
    assertThat(Files.readAllLines(Path.of(vectors)))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(8));
    assertThat(err.toString()).contains("1 texts were longer than the 28 tokens of this model");
    assertThat(folder.resolve("vectors.tsv.part")).doesNotExist();
  }

  @Test
  void writesNumPyArrays() throws IOException {
    Path array = folder.resolve("v.npy");
    assertThat(run("embed", "--model", MODEL, "--format", "npy", "--out", array.toString(), "a"))
        .isZero();
    assertThat(Files.size(array)).isEqualTo(128 + 32 * 4);
    assertThat(run("embed", "--model", MODEL, "--format", "npy", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--format npy needs --out");
  }

  @Test
  void codesAreThoseOfTheFormulas() throws IOException {
    assertThat(run("embed", "--model", MODEL, "facts", "graphs", "stores")).isZero();
    List<JsonNode> floats = lines();
    Path ranges = folder.resolve("ranges.npy");
    assertThat(
            run(
                "embed",
                "--model",
                MODEL,
                "--precision",
                "int8",
                "--save-ranges",
                ranges.toString(),
                "facts",
                "graphs",
                "stores"))
        .isZero();
    List<JsonNode> codes = lines();
    assertThat(err.toString()).contains("32 bytes each").contains("from 3 texts only");
    for (int i = 0; i < 32; i++) {
      float[] column = new float[3];
      for (int t = 0; t < 3; t++) {
        column[t] = floats.get(t).path("vector").get(i).floatValue();
      }
      float min = Math.min(Math.min(column[0], column[1]), column[2]);
      float max = Math.max(Math.max(column[0], column[1]), column[2]);
      for (int t = 0; t < 3; t++) {
        double place = (column[t] - min) / ((max - min) / 255f) - 128f;
        int expected = Math.clamp((long) place, -128, 127);
        assertThat(codes.get(t).path("vector").get(i).asInt())
            .isBetween(expected - 1, expected + 1);
      }
    }
    assertThat(
            run(
                "embed",
                "--model",
                MODEL,
                "--precision",
                "int8",
                "--ranges",
                ranges.toString(),
                "graphs"))
        .isZero();
    assertThat(lines().getFirst().path("vector")).isEqualTo(codes.get(1).path("vector"));
    assertThat(run("embed", "--model", MODEL, "--precision", "ubinary", "facts")).isZero();
    JsonNode bits = lines().getFirst().path("vector");
    assertThat(bits).hasSize(4);
    for (int i = 0; i < 32; i++) {
      boolean positive = floats.getFirst().path("vector").get(i).floatValue() > 0;
      assertThat((bits.get(i / 8).asInt() >> (7 - i % 8) & 1) == 1).isEqualTo(positive);
    }
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  @Test
  void codesGoIntoArraysOfBytes() throws IOException {
    Path array = folder.resolve("v.npy");
    String[] common = {"embed", "--model", MODEL, "--format", "npy", "--out", array.toString()};
    String[] options = {"--precision", "binary", "--dimensions", "20", "a", "b"};
    assertThat(run(Stream.of(common, options).flatMap(Stream::of).toArray(String[]::new))).isZero();
    assertThat(Files.size(array)).isEqualTo(128 + 2 * 3);
    assertThat(Files.readString(array, StandardCharsets.ISO_8859_1))
        .contains("'descr': '|i1'")
        .contains("'shape': (2, 3)");
  }

  @Test
  void rangesMustFit() throws IOException {
    Path ranges = folder.resolve("r.npy");
    AtomicFile.write(ranges, new NpyWriter(EmbeddingTable.zeros(2, 5)));
    String[] given = {"embed", "--model", MODEL, "--ranges", ranges.toString(), "a"};
    assertThat(run(given)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("go with --precision int8 or uint8");
    assertThat(
            run(
                "embed",
                "--model",
                MODEL,
                "--ranges",
                ranges.toString(),
                "--precision",
                "uint8",
                "a"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .contains("r.npy: expected 2 rows of 32 numbers, as the vectors have, found 2 of 5");
  }

  @Test
  void aFailureLeavesNoFile() throws IOException {
    Path lines = folder.resolve("x.jsonl");
    Files.writeString(lines, "{\"text\": \"a\"}\n{\"txt\": \"b\"}\n");
    String target = folder.resolve("out.jsonl").toString();
    assertThat(run("embed", "--model", MODEL, "--file", lines.toString(), "--out", target))
        .isEqualTo(ExitCode.BAD_INPUT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(lines);
    }
    assertThat(run("embed", "--model", MODEL, "--out", folder.toString(), "a"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("a folder or device, where a file is expected");
  }

  @Test
  void comparesTexts() throws IOException {
    assertThat(run("similar", "--model", MODEL, "--json", "facts", "facts", "graphs")).isZero();
    JsonNode cosines = JSON.readTree(out.toString()).path("cosines");
    assertThat(cosines.at("/0/1").asDouble()).isBetween(0.9999, 1.0001);
    assertThat(cosines.at("/0/2").asDouble()).isEqualTo(cosines.at("/2/0").asDouble());
    assertThat(run("similar", "--model", MODEL, "facts", "graphs")).isZero();
    assertThat(out.toString()).contains("1.0000").contains("facts");
  }

  @Test
  void showsWhatAModelDoes() {
    assertThat(run("models", "show", MODEL)).isZero();
    assertThat(out.toString())
        .contains(" layers of width 32")
        .contains("at most 28 a text")
        .contains("mean")
        .contains("normalise")
        .contains("model.safetensors")
        .contains("self-test      none is known for this model");
  }

  @Test
  void listsModels() throws IOException {
    assertThat(run("models", "ls", "--json")).isZero();
    JsonNode first = JSON.readTree(out.toString()).get(0);
    assertThat(first.path("name").asText()).isEqualTo("english");
    assertThat(first.path("family").asText()).isEqualTo("bert");
    assertThat(first.path("dim").asInt()).isEqualTo(384);
    assertThat(run("models", "ls")).isZero();
    assertThat(out.toString()).contains("english ").contains("chinese ").contains(" 512 ");
    assertThat(run("evaluate", "--list")).isZero();
    assertThat(out.toString()).contains("cmrc2018").contains("stsb-en          dev");
    assertThat(run("evaluate", MODEL)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("TASK missing");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(run("embed", "--model", folder + "/none", "a")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("there is no model").contains("one of english, chinese");
    assertThat(run("embed", "--model", "englsh", "a")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("did you mean english?");
    assertThat(run("embed", "--model", "no-such/model-1", "a")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("fetch it: embed4j models pull no-such/model-1");
    assertThat(run("embed", "--model", MODEL, "--file", folder.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("expected a file with a text a line, found a folder");
    Path latin = Files.write(folder.resolve("l.txt"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
    assertThat(run("embed", "--model", MODEL, "--file", latin.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("l.txt: expected text in UTF-8, found other bytes");

    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mamba\"}");
    assertThat(run("embed", "--model", folder.toString(), "a")).isEqualTo(ExitCode.BAD_INPUT);

    Path lines = folder.resolve("x.jsonl");
    Files.writeString(lines, "{\"text\": \"a\"}\n{\"txt\": \"b\"}\n");
    assertThat(run("embed", "--model", MODEL, "--file", lines.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("x.jsonl:2: expected a JSON object with a text");
    assertThat(run("similar", "one")).isEqualTo(ExitCode.USAGE);
    assertThat(run("embed", "--model", MODEL, "--dimensions", "99", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("dimensions must be from 1 to 32, but is 99");
  }
}
