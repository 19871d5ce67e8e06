package io.embed4j.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PytorchWeightsTest {
  @TempDir Path folder;

  @Test
  void readsWhatPythonPickled() throws IOException {
    for (byte[] file :
        List.of(
            TorchFiles.zip(TorchFiles.entries(TorchFiles.protocol2()), false),
            TorchFiles.zip(TorchFiles.entries(TorchFiles.protocol2()), true),
            TorchFiles.zip(TorchFiles.entries(TorchFiles.protocol4()), false),
            TorchFiles.legacy())) {
      Weights weights = Weights.open(write(file));
      assertThat(weights.names()).containsExactly("a.weight", "a.transposed", "a.bias");
      assertThat(weights.floats("a.weight", 2, 3)).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(weights.floats("a.transposed", 3, 2)).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(weights.floats("a.bias", 2)).containsExactly(0.5f, 7);
      assertThat(weights.shape("a.transposed")).containsExactly(3L, 2L);
    }
  }

  @Test
  void readsAWholeModelFromOneFileAndFromShards() throws IOException {
    Weights expected = Weights.open(Fixtures.folder("bert"));
    Files.write(folder.resolve("pytorch_model.bin"), TorchFiles.of(expected, expected.names()));
    assertEqual(Weights.open(folder), expected);

    Files.delete(folder.resolve("pytorch_model.bin"));
    List<String> names = new ArrayList<>(expected.names());
    StringBuilder map = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      List<String> part = names.subList(i * 20, i == 0 ? 20 : names.size());
      Files.write(folder.resolve("part-" + i + ".bin"), TorchFiles.of(expected, part));
      for (String name : part) {
        map.append(map.isEmpty() ? "" : ",").append("'" + name + "':'part-" + i + ".bin'");
      }
    }
    Files.writeString(
        folder.resolve("pytorch_model.bin.index.json"),
        ("{'weight_map': {" + map + "}}").replace('\'', '"'));
    assertEqual(Weights.open(folder), expected);
  }

  private static void assertEqual(Weights weights, Weights expected) {
    assertThat(weights.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      long[] shape = expected.shape(name).stream().mapToLong(Long::longValue).toArray();
      assertThat(weights.floats(name, shape)).as(name).isEqualTo(expected.floats(name, shape));
    }
  }

  /** A name that code execution starts with, and a few that would be harmless. */
  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "builtins, getattr",
    "subprocess, Popen",
    "torch, load",
    "torch.hub, load",
    "collections, defaultdict",
    "torch, Tensor",
    "torch._utils, _rebuild_tensor_v2.__globals__",
    "'', ''"
  })
  void everyOtherNameIsRefused(String module, String name) throws IOException {
    byte[] pickle = ascii("\u0080\u0002c" + module + "\n" + name + "\nX\2\0\0\0id\u0085R.");
    assertRefused(
        pickle, "model/data.pkl: at byte", "refers to " + module + "." + name + ", which");
    byte[] stacked =
        ascii("\u0080\4\u008c" + (char) module.length() + module + "\u008c" + (char) name.length());
    assertRefused(concat(stacked, ascii(name + "\u0093)R.")), "refers to " + module + "." + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(ios~system~.            | instruction INST is refused",
        "(co.                     | truncated",
        ")\u0081.                 | instruction NEWOBJ is refused",
        ")\u0092.                 | instruction NEWOBJ_EX is refused",
        "Pabc~.                   | instruction PERSID is refused",
        "\u0082a.                 | instruction EXT1 is refused",
        "(o.                      | instruction OBJ is refused",
        "I7~.                     | instruction 0x49 is refused",
        ")R.                      | the stack is empty",
        "))R.                     | calls something that cannot be called",
        ")).                      | must be a dictionary",
        "u.                       | there is no mark",
        "}a.                      | the stack is empty",
        "})a.                     | appends to something that is no list",
        "})Ns.                    | a name or key must be a text",
        ")}b.                     | instruction BUILD is refused for anything but a dictionary",
        "]]Q.                     | refers to something else than a storage",
        "h\u0007.                 | recalls number 7",
        "\u008a\u00ff.            | a whole number of 255 bytes",
        "X\u00ff\u00ff\u00ff\u00ff. | a text of 4294967295 bytes",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff. | truncated",
        "ccollections~OrderedDict~)\u0085R. | calls collections.OrderedDict with other arguments",
        "ctorch._utils~_rebuild_tensor_v2~)R. | calls torch._utils._rebuild_tensor_v2 with other",
        "\u0080\u0001.            | pickle protocol 1 is unknown",
        "}.                       | there are no tensors in it",
      })
  void everyOtherInstructionIsRefused(String pickle, String message) throws IOException {
    assertRefused(ascii(pickle.replace('~', '\n')), message);
  }

  @Test
  void endlessAndDeepPicklesAreRefused() throws IOException {
    assertRefused(ascii("]q\0" + "h\0".repeat(2_000_000)), "more than 2000000 instructions");
    // A list in a list in a list …: nothing here recurses over values.
    assertRefused(ascii("]".repeat(500_000) + "a".repeat(499_999) + "."), "must be a dictionary");
    // A list that holds itself.
    assertRefused(ascii("]q\0h\0a."), "must be a dictionary");
    assertRefused(ascii("c" + "x".repeat(1000)), "a name of more than 256 characters");
    byte[] wide = ascii("(" + "K\1".repeat(100) + "t");
    assertRefused(
        replaced(
            TorchFiles.protocol2(), "K\2K\3\u0086", new String(wide, StandardCharsets.ISO_8859_1)),
        "a shape of 100 dimensions");
  }

  /** The two-byte numbers of the pickle made wrong one after the other. */
  @Test
  void tensorsThatReachOutOfTheirStorageAreNamed() throws IOException {
    String shape = "K\2K\3\u0086q\u0009";
    for (String wrong :
        List.of(
            "K\3K\3\u0086q\u0009",
            "J\u00ff\u00ff\u00ff\u007fK\3\u0086q\u0009",
            "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\2\u0086q\u0009",
            "J\u00ff\u00ff\u00ff\u00ffK\3\u0086q\u0009",
            "K\2K\1\u0087q\u0009")) {
      assertThatThrownBy(
              () ->
                  Weights.open(
                      write(
                          TorchFiles.zip(
                              TorchFiles.entries(replaced(TorchFiles.protocol2(), shape, wrong)),
                              false))))
          .isInstanceOf(ModelFormatException.class);
    }
    assertRefused(
        replaced(TorchFiles.protocol2(), shape, "K\3K\3\u0086q\u0009"),
        "tensor a.weight of shape [3, 3] reaches out of its storage of 6");
    // The strides of a.transposed: 1 and 3 become 1 and 100, then 0 and -1.
    assertRefused(
        replaced(TorchFiles.protocol2(), "K\1K\3\u0086", "K\1Kd\u0086"),
        "tensor a.transposed of shape [3, 2] reaches out");
    assertRefused(
        replaced(TorchFiles.protocol2(), "K\1K\3\u0086", "K\0J\u00ff\u00ff\u00ff\u00ff\u0086"),
        "tensor a.transposed has absurd shape [3, 2] or strides [0, -1]");
    // One element, a billion times over.
    assertRefused(
        replaced(
            TorchFiles.protocol2(), shape + "K\3K\1\u0086", "J\0\0\0@K\1\u0086q\u0009K\0K\0\u0086"),
        "tensor a.weight of shape [1073741824, 1] reaches out of its storage of 6");
  }

  @Test
  void storagesThatAreMissingOrOfAnotherSizeAreNamed() throws IOException {
    Map<String, byte[]> entries = TorchFiles.entries(TorchFiles.protocol2());
    entries.remove("model/data/0");
    assertRefused(entries, "tensor a.weight: there is no storage 0");
    entries.put("model/data/0", new byte[20]);
    assertRefused(
        entries, "tensor a.weight: storage 0 must have 6 elements of F32, but has 20 bytes");
    entries.put("model/byteorder", ascii("big"));
    assertRefused(entries, "written by a big-endian machine");
    assertRefused(Map.of("model/other", new byte[3]), "there is no NAME/data.pkl in it");
  }

  @Test
  void anotherElementTypeIsRefusedWhenItIsReadAndNotBefore() throws IOException {
    byte[] pickle = replaced(TorchFiles.protocol2(), "HalfStorage", "ShortStorage");
    Weights weights = Weights.open(write(TorchFiles.zip(TorchFiles.entries(pickle), false)));
    assertThat(weights.floats("a.weight", 2, 3)).hasSize(6);
    assertThatThrownBy(() -> weights.floats("a.bias", 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("model.bin: tensor a.bias must be F32, F16 or BF16, but is I16");
    assertThatThrownBy(() -> weights.floats("a.bias", 3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("tensor a.bias must be of shape [3], but is [2]");
    assertThatThrownBy(() -> weights.floats("b", 3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("there is no tensor b, only [a.weight, a.transposed, a.bias]");
  }

  @Test
  void archivesThatCouldGrowAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("model/data.pkl"));
      zip.write(new byte[1 << 20]);
    }
    assertThatThrownBy(() -> Weights.open(write(bytes.toByteArray())))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("entry model/data.pkl is compressed");
    byte[] zip = TorchFiles.zip(TorchFiles.entries(TorchFiles.protocol2()), false);
    // The directory says that the second entry starts where the first one does.
    int second = indexOf(zip, "PK\1\2", indexOf(zip, "PK\1\2", 0) + 1);
    zip[second + 42] = 0;
    zip[second + 43] = 0;
    assertThatThrownBy(() -> Weights.open(write(zip)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("entry model/byteorder overlaps entry model/data.pkl");
  }

  @Test
  void everyTruncationIsRefused() {
    for (byte[] whole :
        List.of(
            TorchFiles.zip(TorchFiles.entries(TorchFiles.protocol2()), true),
            TorchFiles.legacy())) {
      for (int length = 0; length < whole.length; length++) {
        MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> PytorchWeights.of("x", cut))
            .as("the first %d bytes", length)
            .isInstanceOf(ModelFormatException.class);
      }
    }
  }

  private void assertRefused(byte[] pickle, String... messages) throws IOException {
    assertRefused(TorchFiles.entries(pickle), messages);
  }

  private void assertRefused(Map<String, byte[]> entries, String... messages) throws IOException {
    Path file = write(TorchFiles.zip(entries, false));
    assertThatThrownBy(() -> Weights.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(messages);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.bin"), bytes);
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return ascii(text.replace(from, to));
  }

  private static int indexOf(byte[] bytes, String part, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(part, from);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }
}
