package io.embed4j.encode.text;

import io.embed4j.core.run.Progress;
import java.util.List;
import java.util.Locale;

/**
 * Whether an encoder gives the numbers that its authors' programs give: for some published models,
 * a few dimensions of the vectors of a text are known. Sources: tests of langchain4j (which took
 * them from sentence-transformers) and of fastembed.
 */
public final class SelfTest {
  /** Weights of all bits: other programs round elsewhere, in the fifth decimal. */
  private static final double TOLERANCE = 1e-3;

  /** Weights of 8 bits: their vectors are known to differ by up to 18 % of a number. */
  private static final double TOLERANCE_8_BITS = 2e-2;

  private static final String HELLO = "hello world";

  private SelfTest() {}

  /**
   * Some numbers of the vector of a text.
   *
   * @param model name without its organisation
   * @param dims which dimensions; below 0, counted from the end
   */
  private record Known(String model, String text, int[] dims, double... values) {}

  private static final int[] FIRST = {0, 1, 2, 3, 4};
  private static final int[] ENDS = {0, 1, -2, -1};

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "all-MiniLM-L6-v2",
              "I love sentence transformers.",
              ENDS,
              -0.0803190097,
              -0.0171345081,
              0.0478825271,
              -0.0561899580),
          new Known("all-MiniLM-L6-v2", HELLO, FIRST, -.034478, .03102, .00673, .02611, -.039362),
          new Known(
              "bge-small-zh-v1.5",
              "书",
              ENDS,
              -0.0003101615,
              0.0683581978,
              0.0774975568,
              -0.0478572957),
          new Known(
              "bge-small-zh-v1.5",
              HELLO,
              FIRST,
              -0.01023294,
              0.07634465,
              0.0691722,
              -0.04458365,
              -0.03160762),
          new Known(
              "bge-small-en-v1.5",
              "I love cool flags!",
              ENDS,
              -0.030576343,
              0.058405522,
              -0.008137911,
              -0.02132941),
          new Known(
              "bge-small-en-v1.5",
              HELLO,
              FIRST,
              0.01522374,
              -0.02271799,
              0.00860278,
              -0.07424029,
              0.00386434),
          new Known(
              "bge-small-en",
              "I love cool flags!",
              ENDS,
              -0.0440094993,
              0.0160218030,
              -0.0074426383,
              -0.0055019930),
          new Known(
              "bge-base-en-v1.5",
              HELLO,
              FIRST,
              0.01129394,
              0.05493144,
              0.02615099,
              0.00328772,
              0.02996045),
          new Known(
              "e5-small-v2",
              "query: I love transformers.",
              ENDS,
              -0.0663562790,
              0.0153982891,
              -0.0412562378,
              -0.0130311009),
          new Known("snowflake-arctic-embed-xs", HELLO, FIRST, .0092, .0619, .0196, .009, -.0114),
          new Known(
              "Qwen3-Embedding-0.6B",
              HELLO,
              FIRST,
              -0.01476084,
              0.01723184,
              -0.01195498,
              -0.07275258,
              0.00281229),
          new Known(
              "embeddinggemma-300m",
              "title: none | text: " + HELLO,
              FIRST,
              -0.08181356,
              0.0214127,
              0.05120273,
              -0.03690156,
              -0.0254504));

  /**
   * What one text showed.
   *
   * @param text that was encoded
   * @param numbers how many are known
   * @param difference the largest, of known and found numbers
   * @param tolerance up to which it passes
   */
  public record Report(String text, int numbers, double difference, double tolerance) {
    /** Returns whether the encoder gave what is known. */
    public boolean passed() {
      return difference <= tolerance; // false for NaN
    }
  }

  /**
   * Encodes the texts for which something is known.
   *
   * @param model published name, with or without its organisation; case does not count
   * @param eightBits whether the weights were rounded to 8 bits
   * @return empty if nothing is known of such a model
   */
  public static List<Report> run(String model, boolean eightBits, TextEncoder encoder) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    double tolerance = eightBits ? TOLERANCE_8_BITS : TOLERANCE;
    return KNOWN.stream()
        .filter(known -> known.model().toLowerCase(Locale.ROOT).equals(name))
        .map(known -> report(known, tolerance, encoder))
        .toList();
  }

  private static Report report(Known known, double tolerance, TextEncoder encoder) {
    float[] vector =
        encoder.encodings(List.of(known.text()), "", Progress.NONE).getFirst().vector();
    double largest = 0;
    for (int i = 0; i < known.values().length; i++) {
      int dim = known.dims()[i] < 0 ? vector.length + known.dims()[i] : known.dims()[i];
      double found = dim < vector.length ? vector[dim] : Double.NaN;
      largest = Math.max(largest, Math.abs(found - known.values()[i])); // NaN stays NaN
    }
    return new Report(known.text(), known.values().length, largest, tolerance);
  }
}
