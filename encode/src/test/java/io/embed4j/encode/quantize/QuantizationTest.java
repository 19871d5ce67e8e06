package io.embed4j.encode.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationTest {
  private static final Quantization BINARY = new Quantization.Binary();
  private static final Quantization UBINARY = new Quantization.Ubinary();

  @Test
  void bitsByHand() {
    // 1100 0100 | 101 and five zeros; zero of either sign and negative numbers are 0.
    float[] x = {1, .5f, -1, 0, -0f, Float.MIN_VALUE, -9, -.1f, 3, -3, Float.POSITIVE_INFINITY};
    assertThat(UBINARY.code(x)).containsExactly(0b1100_0100 - 256, 0b1010_0000 - 256);
    assertThat(BINARY.code(x)).containsExactly(0b1100_0100 - 128, 0b1010_0000 - 128);
    assertThat(BINARY.code(new float[9])).containsExactly(-128, -128);
    assertThat(UBINARY.code(new float[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 128, 200, 1024})
  void bitsEqualTheirDefinitions(int dim) {
    Random random = new Random(dim);
    float[] a = gaussian(random, dim);
    float[] b = gaussian(random, dim);
    int differing = 0;
    double sum = 0;
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < dim; i++) {
      differing += a[i] > 0 != b[i] > 0 ? 1 : 0;
      sum += b[i] > 0 ? a[i] : 0;
      bits = bits.shiftLeft(1).add(b[i] > 0 ? BigInteger.ONE : BigInteger.ZERO);
    }
    byte[] packed = UBINARY.code(b);
    assertThat(new BigInteger(1, packed)).isEqualTo(bits.shiftLeft(packed.length * 8 - dim));
    byte[] shifted = BINARY.code(b);
    for (int i = 0; i < packed.length; i++) {
      assertThat((int) shifted[i]).isEqualTo((packed[i] & 0xff) - 128);
    }
    for (Quantization quantization : List.of(BINARY, UBINARY)) {
      byte[] code = quantization.code(b);
      assertThat(quantization.score(quantization.code(a), code)).isEqualTo(-differing);
      assertThat(quantization.rescore(a, code)).isEqualTo((float) sum, within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 256, 1000})
  void productsOfBytesEqualPlainSums(int dim) {
    Random random = new Random(dim);
    Int8Ranges ranges =
        Int8Ranges.of(List.of(gaussian(random, dim), gaussian(random, dim), gaussian(random, dim)));
    float[] x = gaussian(random, dim);
    float[] y = gaussian(random, dim);
    Quantization int8 = new Quantization.Int8(ranges);
    Quantization uint8 = new Quantization.Uint8(ranges);
    byte[] a = int8.code(x);
    byte[] b = int8.code(y);
    byte[] ua = uint8.code(x);
    byte[] ub = uint8.code(y);
    assertThat(a).isEqualTo(ranges.int8(x));
    assertThat(ua).isEqualTo(ranges.uint8(x));
    double signed = 0;
    double unsigned = 0;
    double signedByFloat = 0;
    double unsignedByFloat = 0;
    for (int i = 0; i < dim; i++) {
      signed += (double) a[i] * b[i];
      unsigned += (double) Byte.toUnsignedInt(ua[i]) * Byte.toUnsignedInt(ub[i]);
      signedByFloat += (double) x[i] * b[i];
      unsignedByFloat += (double) x[i] * Byte.toUnsignedInt(ub[i]);
    }
    assertThat((double) int8.score(a, b)).isEqualTo(signed);
    assertThat((double) uint8.score(ua, ub)).isEqualTo(unsigned);
    assertThat(int8.rescore(x, b)).isEqualTo((float) signedByFloat);
    assertThat(uint8.rescore(x, ub)).isEqualTo((float) unsignedByFloat);
  }

  @Test
  void productsDoNotOverflow() {
    byte[] ones = new byte[40_000];
    Arrays.fill(ones, (byte) -1); // 255 without a sign
    assertThat(Codes.dotUint8(ones, ones)).isEqualTo(40_000L * 255 * 255);
    assertThat(Codes.dotInt8(ones, ones)).isEqualTo(40_000);
  }

  @Test
  void lengthsMustAgreeAndNanIsRefused() {
    assertThatThrownBy(() -> BINARY.score(new byte[2], new byte[3]))
        .hasMessage("both must be of the same length, but have 2 and 3");
    assertThatThrownBy(() -> Codes.dotInt8(new float[2], new byte[3]))
        .hasMessage("both must be of the same length, but have 2 and 3");
    assertThatThrownBy(() -> UBINARY.rescore(new float[9], new byte[1]))
        .hasMessage("code must have 2 bytes for 9 dimensions, but has 1");
    assertThatThrownBy(() -> BINARY.code(new float[] {0, Float.NaN}))
        .hasMessage("vector must not hold NaN, but does in dimension 1");
  }

  @Test
  void rescoringByHand() {
    // The query's bits are 111. Nearest are 111, then 110, 101 and 011 alike; floats tell these
    // apart: 111 has 1 + 5 + 4, 011 has 9, 110 has 6, 101 has 5.
    float[] query = {1, 5, 4};
    List<byte[]> codes = new ArrayList<>();
    for (int bits : new int[] {0b000, 0b001, 0b010, 0b011, 0b100, 0b101, 0b110, 0b111}) {
      codes.add(new byte[] {(byte) (bits << 5)});
    }
    assertThat(Rescoring.best(UBINARY, query, codes, 1)).containsExactly(new Rescoring.Hit(7, 10));
    assertThat(Rescoring.best(UBINARY, query, codes, 2))
        .containsExactly(new Rescoring.Hit(7, 10), new Rescoring.Hit(3, 9));
    assertThat(Rescoring.best(UBINARY, query, codes.subList(0, 3), 9))
        .extracting(Rescoring.Hit::index)
        .containsExactly(2, 1, 0);
    assertThatThrownBy(() -> Rescoring.best(UBINARY, query, codes, 0))
        .hasMessage("k must be at least 1, but is 0");
  }

  @Test
  void onlyFourTimesAsManyAreRescored() {
    // Floats would prefer the last code, but five codes are nearer by bits, and k = 1 takes four.
    float[] query = {100, 1, 1, 1};
    byte[] near = {(byte) 0b0111_0000};
    byte[] far = {(byte) 0b1000_0000};
    List<byte[]> codes = List.of(near, near, near, near, far);
    assertThat(Rescoring.best(UBINARY, query, codes, 1)).containsExactly(new Rescoring.Hit(0, 3));
    assertThat(Rescoring.best(UBINARY, query, codes, 2))
        .containsExactly(new Rescoring.Hit(4, 100), new Rescoring.Hit(0, 3));
  }

  @Test
  void rescoringFindsMoreOfTheTrueNeighbours() {
    Random random = new Random(21);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      vectors.add(gaussian(random, 64));
    }
    List<byte[]> codes = vectors.stream().map(UBINARY::code).toList();
    int rescored = 0;
    int byBits = 0;
    for (int q = 0; q < 50; q++) {
      float[] query = gaussian(random, 64);
      byte[] code = UBINARY.code(query);
      double[] products = vectors.stream().mapToDouble(v -> dot(query, v)).toArray();
      double tenth = Arrays.stream(products).sorted().toArray()[products.length - 10];
      for (Rescoring.Hit hit : Rescoring.best(UBINARY, query, codes, 10)) {
        rescored += products[hit.index()] >= tenth ? 1 : 0;
      }
      byBits +=
          (int)
              IntStream.range(0, codes.size())
                  .boxed()
                  .sorted(Comparator.comparingInt(i -> Codes.hamming(code, codes.get(i))))
                  .limit(10)
                  .filter(i -> products[i] >= tenth)
                  .count();
    }
    assertThat(rescored).isGreaterThan(byBits * 5 / 4);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] gaussian(Random random, int dim) {
    float[] vector = new float[dim];
    for (int i = 0; i < dim; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
