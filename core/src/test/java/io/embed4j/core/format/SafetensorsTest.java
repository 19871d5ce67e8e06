package io.embed4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String ONE = "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}";

  @TempDir Path folder;

  @Test
  void readsAFileMadeByHand() throws IOException {
    Path file =
        file(
            "{'__metadata__': {'made by': 'hand'},"
                + "'b': {'dtype': 'I32', 'shape': [1, 2], 'data_offsets': [12, 20]},"
                + "'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 12]},"
                + "'none': {'dtype': 'F32', 'shape': [0, 4], 'data_offsets': [20, 20]}}",
            // 1, -2, 0.5 and 7, -1 as IEEE 754 and two's complement, lowest byte first
            "0000803f 000000c0 0000003f 07000000 ffffffff");
    SafetensorsFile read = SafetensorsFile.open(file);
    assertThat(read.metadata()).containsExactly(Map.entry("made by", "hand"));
    assertThat(read.names()).containsExactly("a", "b", "none");
    assertThat(read.floats("a", 3)).containsExactly(1, -2, 0.5f);
    assertThat(read.ints("b", 1, 2)).containsExactly(7, -1);
    assertThat(read.floats("none", 0, 4)).isEmpty();
    assertThat(read.info("a")).contains(new TensorInfo("a", DataType.F32, List.of(3L), 0, 12));
    assertThat(read.info("c")).isEmpty();
  }

  @Test
  void widensHalvesAndBrainFloats() throws IOException {
    SafetensorsFile read =
        SafetensorsFile.open(
            file(
                "{'half': {'dtype': 'F16', 'shape': [6], 'data_offsets': [0, 12]},"
                    + "'brain': {'dtype': 'BF16', 'shape': [2, 2], 'data_offsets': [12, 20]}}",
                // binary16: 1, -2, smallest subnormal, 65504, infinity, -0
                "003c 00c0 0100 ff7b 007c 0080"
                    // upper halves of 1, -3.140625, 2^-133 (a subnormal float32), infinity
                    + " 803f 49c0 0100 807f"));
    assertThat(read.floats("half", 6))
        .containsExactly(1, -2, 0x1p-24f, 65504, Float.POSITIVE_INFINITY, -0f);
    assertThat(read.floats("brain", 2, 2))
        .containsExactly(1, -3.140625f, 0x1p-133f, Float.POSITIVE_INFINITY);
  }

  @Test
  void everyHalfAndEveryBrainFloatIsWidenedExactly() {
    short[] bits = new short[1 << 16];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (short) i;
    }
    MemorySegment segment = MemorySegment.ofArray(bits);
    float[] halves = new float[bits.length];
    FloatElements.read(DataType.F16, segment, halves);
    float[] brainFloats = new float[bits.length];
    FloatElements.read(DataType.BF16, segment, brainFloats);
    for (int i = 0; i < bits.length; i++) {
      assertThat(halves[i]).as("half %04x", i).isEqualTo(Float.valueOf(half(i)));
      assertThat(Float.floatToRawIntBits(brainFloats[i])).isEqualTo(i << 16);
    }
  }

  /** The formula of IEEE 754-2019, 3.4: (-1)^s 2^(e - 15) (1 + f / 1024). */
  private static float half(int bits) {
    int exponent = bits >> 10 & 31;
    double fraction = (bits & 1023) / 1024.0;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb(fraction, -14);
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction, exponent - 15);
        };
    return (float) (bits >> 15 == 0 ? magnitude : -magnitude);
  }

  @Test
  void writesThoseVeryBytes() throws IOException {
    Path file = folder.resolve("written.safetensors");
    AtomicFile.write(
        file,
        new SafetensorsWriter()
            .metadata("k", "v")
            .add("a", Tensor.of(new float[] {1, -2}, 2, 1))
            .add("b", Tensor.of(new int[] {7}, 1)));
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 8, padded.length(), StandardCharsets.UTF_8)).isEqualTo(padded);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(buffer.getLong()).isEqualTo(padded.length());
    buffer.position(8 + padded.length());
    assertThat(buffer.getFloat()).isEqualTo(1);
    assertThat(buffer.getFloat()).isEqualTo(-2);
    assertThat(buffer.getInt()).isEqualTo(7);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @Test
  void tablesLargerThanTheBufferSurvive() {
    SplittableRandom random = new SplittableRandom(3);
    float[] data = new float[3 * 233_017];
    for (int i = 0; i < data.length; i++) {
      data[i] = Float.intBitsToFloat(random.nextInt());
    }
    Path file = folder.resolve("large.safetensors");
    AtomicFile.write(file, new SafetensorsWriter().add("table", Tensor.of(data, 233_017, 3)));
    float[] read = SafetensorsFile.open(file).floats("table", 233_017, 3);
    for (int i = 0; i < data.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(data[i]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2]                          | no JSON object                    | must be a JSON object",
        "{'x': {'dtype'                  | half a JSON                       | no sound JSON",
        "{'x':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}  | unknown type | tensor x: unknown element type F31",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}  | shape against offsets | needs 12 bytes, but data_offsets [0, 8] give 8",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}  | backwards    | give -8",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}} | gap          | tensor x leaves a gap",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0]}}    | one offset   | must be two numbers",
        "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | negative     | holds -2",
        "{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}| fraction     | holds 1.5",
        "{'x':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}    | no list      | shape must be a list",
        "{'x':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | overflow | absurd shape",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}  | too long     | too long: the header describes 4 bytes",
        "{'x':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | too short    | truncated: the header describes 16 bytes of elements, up to tensor x",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'y':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | overlap | tensor y overlaps",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | twice | Duplicate"
      })
  void unsoundHeadersAreRefused(String header, String what, String message) throws IOException {
    Path file = file(header, "0000803f 000000c0");
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .as(what)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void anAbsurdHeaderLengthIsRefusedBeforeAnythingIsAllocated() throws IOException {
    for (long length : new long[] {-1, 0, 1L << 40, Long.MAX_VALUE, 100}) {
      byte[] bytes = new byte[64];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Path file = Files.write(folder.resolve("absurd"), bytes);
      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("header would have " + Long.toUnsignedString(length) + " bytes");
    }
  }

  @Test
  void headersThatWouldGrowInMemoryAreRefused() throws IOException {
    Path file = file("{'x': [" + "[],".repeat(1_000_000) + "[]]}", "");
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": the header has more than 2000000 tokens, which no real one has");
    Path deep = file("[".repeat(2_000_000), "");
    assertThatThrownBy(() -> SafetensorsFile.open(deep))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("nesting depth");
    // Three bytes of 0 look like UTF-32 to a parser that guesses.
    Path wide = file("\0\0\0{xxxx", "");
    assertThatThrownBy(() -> SafetensorsFile.open(wide))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no sound JSON");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file(ONE, "0000803f 000000c0"));
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("cut");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .as("the first %d bytes", length)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void anotherTensorThanExpectedIsNamed() throws IOException {
    SafetensorsFile file = SafetensorsFile.open(file(ONE, "0000803f 000000c0"));
    assertThatThrownBy(() -> file.floats("y", 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no tensor y, only [x]");
    assertThatThrownBy(() -> file.ints("x", 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tensor x must be I32, but is F32");
    assertThatThrownBy(
            () ->
                SafetensorsFile.open(file(ONE.replace("F32", "I32"), "00000000 00000000"))
                    .floats("x", 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tensor x must be F32, F16 or BF16, but is I32");
    assertThatThrownBy(() -> file.floats("x", 1, 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tensor x must be of shape [1, 2], but is [2]");
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void tensorsAreCheckedBeforeTheyAreWritten() {
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape must describe 3 elements, but is [2, 2]");
    SafetensorsWriter writer = new SafetensorsWriter().add("x", Tensor.of(new float[1], 1));
    assertThatThrownBy(() -> writer.add("x", Tensor.of(new float[1], 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name must be new");
  }

  /** Writes a header, with ' for ", and elements in hexadecimal. */
  private Path file(String header, String elements) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] data = HexFormat.of().parseHex(elements.replace(" ", ""));
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
