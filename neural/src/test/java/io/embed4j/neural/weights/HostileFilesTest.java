package io.embed4j.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound files made unsound by chance: all that may come out is a {@link ModelFormatException}. */
class HostileFilesTest {
  private static final int ROUNDS = 1500;
  private static final int ROUNDS_WITH_FILES = 200;
  private static final int[] EXTREMES = {0, 1, 0x7f, 0x80, 0xff};

  @TempDir Path folder;

  /** Opens the bytes of a file; messages must start with its name, "file". */
  private interface Opener {
    Weights open(byte[] bytes) throws IOException;
  }

  @Test
  void safetensors() throws IOException {
    byte[] model = Files.readAllBytes(Fixtures.folder("gru").resolve("model.safetensors"));
    attack(ROUNDS_WITH_FILES, model, 600, bytes -> file("x.safetensors", bytes));
  }

  @Test
  void indexes() throws IOException {
    Path part = Fixtures.folder("qwen3").resolve("model-00002-of-00002.safetensors");
    Files.copy(part, folder.resolve("part.safetensors"));
    byte[] json =
        ("{\"weight_map\": {\"norm.weight\": \"part.safetensors\","
                + " \"layers.1.input_layernorm.weight\": \"part.safetensors\"}}")
            .getBytes(StandardCharsets.UTF_8);
    Opener opener = bytes -> file("x.safetensors.index.json", bytes);
    attack(ROUNDS_WITH_FILES, json, json.length, opener);
    // Three bytes of 0 look like UTF-32 to a parser that guesses.
    assertThat(attempt(opener, new byte[] {0, 0, 0, '{', 'x', 'x', 'x', 'x'}, -1)).isFalse();
  }

  @Test
  void zipsOfPickles() throws IOException {
    byte[] pickle = TorchFiles.protocol2();
    for (boolean zip64 : new boolean[] {false, true}) {
      byte[] zip = TorchFiles.zip(TorchFiles.entries(pickle), zip64);
      attack(ROUNDS, zip, zip.length, HostileFilesTest::torch);
    }
    // Most changes of a zip are seen by the zip; here the pickle alone is changed.
    attack(
        ROUNDS,
        pickle,
        pickle.length,
        changed -> torch(TorchFiles.zip(TorchFiles.entries(changed), false)));
  }

  @Test
  void picklesInARow() throws IOException {
    attack(ROUNDS, TorchFiles.legacy(), TorchFiles.legacy().length, HostileFilesTest::torch);
  }

  @Test
  void onnx() throws IOException {
    Opener opener = bytes -> Weights.ofOnnx("file", MemorySegment.ofArray(bytes));
    byte[] model = Files.readAllBytes(Fixtures.folder("bert").resolve("onnx/model.onnx"));
    attack(ROUNDS_WITH_FILES, model, 40_000, opener);
    byte[] small =
        OnnxFiles.model(
            OnnxFiles.node("DequantizeLinear", "a.weight_quantized s z", "w"),
            OnnxFiles.node("MatMul", "x w", "y"),
            OnnxFiles.tensor("a.weight_quantized", 3, OnnxFiles.field(9, new byte[6]), 2, 3),
            OnnxFiles.tensor("s", 1, OnnxFiles.field(4, OnnxFiles.raw(1, 2, 3)), 3),
            OnnxFiles.tensor("z", 3, OnnxFiles.field(5, new byte[] {0, 1, 2}), 3));
    attack(ROUNDS, small, small.length, opener);
  }

  private Weights file(String name, byte[] bytes) throws IOException {
    return Weights.open(Files.write(folder.resolve(name), bytes));
  }

  private static Weights torch(byte[] bytes) {
    return PytorchWeights.of("file", MemorySegment.ofArray(bytes));
  }

  /** Changes the first {@code range} bytes again and again, and cuts. */
  private void attack(int rounds, byte[] sound, int range, Opener opener) throws IOException {
    int refused = 0;
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < rounds; i++) {
      refused += attempt(opener, changed(sound, range, random), i) ? 0 : 1;
    }
    assertThat(attempt(opener, sound, -1)).isTrue();
    assertThat(refused).isGreaterThan(rounds / 20);
  }

  /** Reads everything in a file; returns whether it was accepted. */
  private boolean attempt(Opener opener, byte[] bytes, int round) throws IOException {
    try {
      Weights weights = opener.open(bytes);
      for (String tensor : weights.names()) {
        weights.floats(tensor, weights.shape(tensor).stream().mapToLong(Long::longValue).toArray());
      }
      return true;
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).containsAnyOf("file: ", folder.toString());
      return false;
    } catch (RuntimeException | Error e) {
      return fail("round " + round, e);
    }
  }

  private static byte[] changed(byte[] sound, int range, SplittableRandom random) {
    byte[] bytes = sound.clone();
    int changes = 1 + random.nextInt(4);
    for (int c = 0; c < changes; c++) {
      int at = random.nextInt(range);
      int length = Math.min(1 + random.nextInt(8), bytes.length - at);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> {
          byte extreme = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
          Arrays.fill(bytes, at, at + length, extreme);
        }
        case 3 -> System.arraycopy(sound, random.nextInt(range - length), bytes, at, length);
        default -> {
          if (random.nextInt(8) == 0) {
            return Arrays.copyOf(bytes, at);
          }
        }
      }
    }
    return bytes;
  }
}
