package io.embed4j.bench.encode;

import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.text.TextEncoder;
import java.util.List;

/**
 * The main class of a fresh process: encodes some of the sentences and says so. Nothing else runs
 * in it that would use time or memory.
 */
final class FreshEncoder {
  static final String DONE = "encoded";

  private FreshEncoder() {}

  /** Encodes as many sentences as the argument says, and waits until its input ends. */
  public static void main(String[] args) throws Exception {
    List<String> sentences =
        args[0].equals("1")
            ? List.of("The weather is lovely today.")
            : Sentences.mixed(Integer.parseInt(args[0]), EncodingSpeed.SEED);
    try (TextEncoder encoder = TextEncoder.load(DefaultModel.ENGLISH_FLOAT32.folder())) {
      encoder.encodeAll(sentences);
      System.out.println(DONE);
      System.out.flush();
      while (System.in.read() >= 0) {
        // the parent reads our peak of memory meanwhile
      }
    }
  }
}
