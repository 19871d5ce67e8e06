package io.embed4j.neural.weights;

import static io.embed4j.neural.weights.OnnxFiles.attribute;
import static io.embed4j.neural.weights.OnnxFiles.concat;
import static io.embed4j.neural.weights.OnnxFiles.field;
import static io.embed4j.neural.weights.OnnxFiles.floats;
import static io.embed4j.neural.weights.OnnxFiles.model;
import static io.embed4j.neural.weights.OnnxFiles.node;
import static io.embed4j.neural.weights.OnnxFiles.raw;
import static io.embed4j.neural.weights.OnnxFiles.tensor;
import static io.embed4j.neural.weights.OnnxFiles.text;
import static io.embed4j.neural.weights.OnnxFiles.varint;
import static io.embed4j.neural.weights.OnnxFiles.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFormsTest {
  /** [in = 2, out = 3]; PyTorch has [3, 2]: 1 4 / 2 5 / 3 6. */
  private static final float[] IN_OUT = {1, 2, 3, 4, 5, 6};

  private static final float[] OUT_IN = {1, 4, 2, 5, 3, 6};
  private static final byte[] BIAS = floats("a.b.bias", new float[] {7, 8, 9}, 3);
  private static final byte[] OTHER = floats("c.d.weight", new float[] {1}, 1);

  @TempDir Path folder;

  @Test
  void aLinearLayerIsNamedByItsBias() {
    for (String inputs : List.of("a.b.bias y", "y a.b.bias", "y bias-itself")) {
      Weights weights =
          open(
              node("MatMul", "x onnx::1", "y"),
              node("Identity", "a.b.bias", "bias-itself"),
              node("Add", inputs, "z"),
              floats("onnx::1", IN_OUT, 2, 3),
              BIAS,
              OTHER);
      assertThat(weights.names()).containsExactlyInAnyOrder("a.b.weight", "a.b.bias", "c.d.weight");
      assertThat(weights.floats("a.b.weight", 3, 2)).containsExactly(OUT_IN);
      assertThat(weights.floats("a.b.bias", 3)).containsExactly(7, 8, 9);
    }
  }

  @Test
  void aLinearLayerWithoutBiasIsNamedByItsNode() {
    byte[] weight = floats("12", IN_OUT, 2, 3);
    for (String name : List.of("/a/b.0/MatMul", "/a/b.0/MatMul_1")) {
      Weights weights = open(node("MatMul", "x 12", "y", text(3, name)), weight, OTHER);
      assertThat(weights.floats("a.b.0.weight", 3, 2)).containsExactly(OUT_IN);
    }
    // A name that spells no module: the tensor keeps its own.
    Weights weights = open(node("MatMul", "x 12", "y", text(3, "MatMul_7")), weight, OTHER);
    assertThat(weights.floats("12", 2, 3)).containsExactly(IN_OUT);
  }

  @Test
  void transposedProductsAreTurnedTheRightWayRound() {
    byte[] transB = attribute("transB", whole(3, 1));
    byte[] outIn = floats("onnx::1", OUT_IN, 3, 2);
    byte[] inOut = floats("onnx::1", IN_OUT, 2, 3);
    for (byte[][] graph :
        List.of(
            new byte[][] {node("Gemm", "x onnx::1 a.b.bias", "y"), inOut},
            new byte[][] {node("Gemm", "x onnx::1 a.b.bias", "y", transB), outIn},
            new byte[][] {
              node("Transpose", "onnx::1", "t"),
              node("MatMul", "x t", "y"),
              node("Add", "y a.b.bias", "z"),
              outIn
            },
            // An old exporter keeps weights as constants.
            new byte[][] {
              node("Constant", "", "w", attribute("value", field(5, inner(inOut)))),
              node("MatMul", "x w", "y"),
              node("Add", "y a.b.bias", "z")
            })) {
      Weights weights = open(concat(List.of(graph)), BIAS, OTHER);
      assertThat(weights.floats("a.b.weight", 3, 2)).containsExactly(OUT_IN);
    }
    // A parameter that kept its name is as PyTorch has it.
    Weights named =
        open(
            node("Gemm", "x a.b.weight a.b.bias", "y", transB),
            floats("a.b.weight", OUT_IN, 3, 2),
            BIAS,
            OTHER);
    assertThat(named.floats("a.b.weight", 3, 2)).containsExactly(OUT_IN);
  }

  /** The tensor inside a field of an initializer. */
  private static byte[] inner(byte[] initializer) {
    return Arrays.copyOfRange(initializer, 2, initializer.length);
  }

  @Test
  void integersAreWidenedByColumnAndByTensor() {
    byte[] q = tensor("w_quantized", 3, field(9, new byte[] {1, 2, 3, -4, 5, 127}), 2, 3);
    byte[] scales = tensor("s", 1, field(4, raw(0.5f, 1, 2)), 3);
    byte[] zeros = tensor("z", 3, field(5, concat(List.of(varint(1), varint(-1), varint(0)))), 3);
    Weights byColumn =
        open(
            node("MatMulInteger", "xq w_quantized xz z", "i"),
            node("Cast", "i", "f"),
            node("Mul", "xs s", "both"),
            node("Mul", "both f", "y"),
            node("Add", "a.b.bias y", "out"),
            q,
            scales,
            zeros,
            BIAS,
            OTHER);
    // (q - z) s by hand: rows 0 3 6 and -2.5 6 254
    assertThat(byColumn.floats("a.b.weight", 3, 2)).containsExactly(0, -2.5f, 3, 6, 6, 254);
    assertThat(byColumn.names()).containsExactlyInAnyOrder("a.b.weight", "a.b.bias", "c.d.weight");

    Weights dequantized =
        open(
            node("DequantizeLinear", "w_quantized s z", "w", attribute("axis", whole(3, 1))),
            node("MatMul", "x w", "y"),
            node("Add", "a.b.bias y", "out"),
            q,
            scales,
            zeros,
            BIAS,
            OTHER);
    assertThat(dequantized.floats("a.b.weight", 3, 2)).containsExactly(0, -2.5f, 3, 6, 6, 254);

    Weights table =
        open(
            node("Gather", "e.weight_quantized ids", "rows"),
            node("DequantizeLinear", "rows es ez", "x"),
            tensor("e.weight_quantized", 2, field(9, new byte[] {0, 1, -1, -128}), 2, 2),
            tensor("es", 1, field(4, raw(0.5f))),
            tensor("ez", 2, field(5, varint(128))),
            BIAS,
            OTHER);
    assertThat(table.floats("e.weight", 2, 2)).containsExactly(-64, -63.5f, 63.5f, 0);
  }

  @Test
  void wrappersAroundTheModelAreTakenOff() {
    Weights weights =
        open(
            floats("m.0.a.weight", new float[] {1}, 1),
            floats("m.0.b.weight", new float[] {2}, 1),
            floats("m.0.b.position_ids", new float[] {3}, 1));
    assertThat(weights.names()).containsExactlyInAnyOrder("a.weight", "b.weight", "b.position_ids");
    assertThat(open(floats("encoder.x.weight", new float[] {1}, 1)).names())
        .containsExactly("encoder.x.weight");
    assertThat(open(floats("x.weight", new float[] {1}, 1)).names()).containsExactly("x.weight");
  }

  @Test
  void dataInASecondFileIsReadFromBesideTheModel() throws IOException {
    Files.write(folder.resolve("model.onnx_data"), concat(List.of(raw(0), raw(IN_OUT))));
    Path file = Files.write(folder.resolve("model.onnx"), external("model.onnx_data", "4", "24"));
    assertThat(Weights.open(folder).floats("a.b.weight", 2, 3)).containsExactly(IN_OUT);
    assertRefused(Files.readAllBytes(file), "so the model must be opened by its path");
    for (List<String> wrong :
        List.of(
            List.of("../secret", "4", "24", "must be in a file beside the model"),
            List.of("/etc/passwd", "4", "24", "must be in a file beside the model"),
            List.of("absent", "4", "24", "there is no such file"),
            List.of("model.onnx_data", "8", "24", "truncated"),
            List.of("model.onnx_data", "-8", "24", "truncated"),
            List.of("model.onnx_data", "x", "24", "must be whole numbers"),
            List.of("model.onnx_data", "4", "20", "needs 24 bytes, but has 20"))) {
      Files.write(file, external(wrong.get(0), wrong.get(1), wrong.get(2)));
      assertThatThrownBy(() -> Weights.open(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining(wrong.get(3));
    }
  }

  private static byte[] external(String location, String offset, String length) {
    byte[] data =
        concat(
            List.of(
                field(13, concat(List.of(text(1, "location"), text(2, location)))),
                field(13, concat(List.of(text(1, "offset"), text(2, offset)))),
                field(13, concat(List.of(text(1, "length"), text(2, length)))),
                whole(14, 1)));
    return model(tensor("a.b.weight", 1, data, 2, 3), OTHER);
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    Weights fused =
        open(node("Attention", "x w", "y", text(7, "com.microsoft")), floats("w", IN_OUT, 2, 3));
    assertThatThrownBy(() -> fused.floats("a.b.weight", 3, 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "memory: there is no tensor a.b.weight that could be recognised: an optimiser has fused"
                + " layers into Attention; take the model that was not optimised");
    Weights weights =
        open(
            tensor("i", 7, field(9, new byte[8]), 1),
            tensor("q", 3, field(9, new byte[6]), 2, 3),
            BIAS,
            OTHER);
    assertThatThrownBy(() -> weights.floats("i", 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("memory: tensor i must be of float32, float16 or bfloat16, but is of type 7");
    assertThatThrownBy(() -> weights.floats("q", 2, 3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("is of type 3, without a scale that the graph would show");
    assertThatThrownBy(() -> weights.floats("a.b.bias", 4))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("memory: tensor a.b.bias must be of shape [4], but is [3]");
    assertThatThrownBy(() -> weights.floats("x", 4))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no tensor x, only [i, q, a.b.bias, c.d.weight]");
  }

  @Test
  void scalesThatDoNotFitAreNamed() {
    Weights weights =
        open(
            node("DequantizeLinear", "a.weight_quantized s z", "w"),
            tensor("a.weight_quantized", 3, field(9, new byte[6]), 2, 3),
            tensor("s", 1, field(4, raw(1, 2)), 2),
            tensor("z", 3, field(9, new byte[2]), 2),
            OTHER);
    assertThatThrownBy(() -> weights.floats("a.weight", 2, 3))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "memory: tensor a.weight_quantized of shape [2, 3] does not fit its 2 scales and 2 zero"
                + " points");
  }

  @Test
  void unsoundFilesAreRefused() {
    byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    byte[] overflow = new byte[12];
    Arrays.fill(overflow, (byte) 0xff);
    assertRefused(new byte[0], "no ONNX model: there is no graph");
    assertRefused(whole(1, 8), "no ONNX model: there is no graph");
    assertRefused(overflow, "a varint of more than ten bytes");
    assertRefused(concat(List.of(varint(7 << 3 | 2), huge)), "truncated: 4294967295 more bytes");
    assertRefused(concat(List.of(varint(7 << 3 | 3))), "wire type 3");
    assertRefused(new byte[] {0, 0}, "field number 0");
    assertRefused(whole(7, 1), "field 7 has wire type 0 instead of 2");
    assertRefused(model(BIAS, BIAS), "tensor a.b.bias is there twice");
    assertRefused(
        model(floats("x", new float[1], 1L << 40, 1L << 40)), "tensor x has absurd shape");
    assertRefused(model(floats("x", new float[1], -1)), "tensor x has absurd shape [-1]");
    assertRefused(model(floats("x", new float[3], 2)), "tensor x of shape [2] needs 8 bytes, but");
    assertRefused(model(floats("x", new float[1], new long[100])), "more than 64 numbers");
    assertRefused(model(new byte[2_000_002]), "field number 0");
    byte[] many = new byte[2_000_002];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 1 << 3 | 2; // a node of no bytes
    }
    assertRefused(model(many), "more than 1000000 fields");
    byte[] nested = new byte[0];
    for (int i = 0; i < 2000; i++) {
      nested = node("If", "", "", attribute("then_branch", field(6, nested)));
    }
    byte[] deep = nested;
    assertThat(open(deep, BIAS, OTHER).names()).containsExactly("a.b.bias", "c.d.weight");
  }

  @Test
  void circlesInTheGraphEnd() {
    Weights weights =
        open(
            node("Identity", "p", "q"),
            node("Identity", "q", "p"),
            node("MatMul", "x p", "y"),
            node("Add", "y p", "y"),
            BIAS,
            OTHER);
    assertThat(weights.names()).containsExactly("a.b.bias", "c.d.weight");
  }

  private static Weights open(byte[]... graph) {
    return Weights.ofOnnx("memory", MemorySegment.ofArray(model(graph)));
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> Weights.ofOnnx("memory", MemorySegment.ofArray(file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("memory: ")
        .hasMessageContaining(message);
  }
}
