package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.NpyReader;
import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that turn sounds into vectors, with small models. */
final class AudioCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");
  private static final String MODEL = FIXTURES.resolve("ast").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private static String sound(int number) {
    return FIXTURES.resolve("media/snd" + number + ".wav").toString();
  }

  @Test
  void embedsFilesAsJsonLines() throws IOException {
    assertThat(run("embed", "--model", MODEL, "--audio", sound(0), sound(1))).isZero();
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    JsonNode first = JSON.readTree(lines[0]);
    assertThat(first.path("file").asText()).isEqualTo(sound(0));
    assertThat(first.path("vector")).hasSize(32);
    assertThat(err.toString()).contains("2 sounds, 32 numbers each").contains("sounds/s");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndTheOthersGoOn() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.wav"), "no sound");
    Path array = folder.resolve("v.npy");
    assertThat(run("embed", "--model", MODEL, "--audio", sound(0), bad.toString(), sound(1)))
        .isEqualTo(ExitCode.BAD_INPUT);
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(JSON.readTree(lines[1]).path("file").asText()).isEqualTo(sound(1));
    assertThat(err.toString())
        .contains("error: " + bad + ": this is no WAV file, nor one of another known format")
        .contains("2 sounds");
    int code =
        run(
            "embed",
            "--model",
            MODEL,
            "--format",
            "npy",
            "--out",
            array.toString(),
            "--audio",
            bad.toString(),
            sound(1));
    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    EmbeddingTable table = NpyReader.read(array);
    assertThat(table.rows()).isEqualTo(1);
    assertThat(table.data()[0]).isFinite();
  }

  @Test
  void refusesTextsBesideSounds() {
    assertThat(run("embed", "--model", MODEL, "--query", "--audio", sound(0)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--audio goes without texts");
    assertThat(run("embed", "--model", MODEL, "--max-seconds", "0.5", "--audio", sound(0)))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("the sound lasts 1.0 s, and at most 0.5 s are read");
    assertThat(run("embed", "--model", FIXTURES.resolve("bert").toString(), "--audio", sound(0)))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("model_type 'bert' takes no sounds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ast", "clap", "wav2vec2", "whisper-encoder"})
  void showsModels(String name) throws IOException {
    String model = FIXTURES.resolve(name).toString();
    assertThat(run("models", "show", model)).isZero();
    assertThat(out.toString())
        .contains("a second, one channel")
        .contains("model.safetensors")
        .contains(name.equals("clap") ? "24 numbers" : "32 numbers")
        .contains(name.startsWith("w") ? "mean of all states" : "that of the model itself");
    assertThat(run("models", "show", model, "--json")).isZero();
    JsonNode shown = JSON.readTree(out.toString());
    assertThat(shown.path("samplesPerSecond").asInt()).isIn(16_000, 48_000);
    assertThat(shown.path("sha256").has("config.json")).isTrue();
  }
}
