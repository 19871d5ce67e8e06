package io.embed4j.encode.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The native Hugging Face tokenizer of a file: the oracle. */
final class NativeTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  NativeTokenizer(byte[] json) throws IOException {
    this(json, Map.of("truncation", "false", "padding", "false"));
  }

  /** A tokenizer that shortens. */
  NativeTokenizer(byte[] json, String strategy, int maxLength) throws IOException {
    this(
        json,
        Map.of(
            "truncation", strategy, "padding", "false", "maxLength", Integer.toString(maxLength)));
  }

  private NativeTokenizer(byte[] json, Map<String, String> options) throws IOException {
    tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
  }

  /** Tokens, with offsets that count code points; −1 for special tokens. */
  record Result(int[] ids, int[] typeIds, int[] starts, int[] ends) {
    boolean isLike(Result other) {
      return Arrays.equals(ids, other.ids)
          && Arrays.equals(typeIds, other.typeIds)
          && Arrays.equals(starts, other.starts)
          && Arrays.equals(ends, other.ends);
    }

    @Override
    public String toString() {
      return Arrays.toString(ids)
          + " types "
          + Arrays.toString(typeIds)
          + " from "
          + Arrays.toString(starts)
          + " to "
          + Arrays.toString(ends);
    }
  }

  Result encode(String text) {
    return result(tokenizer.encode(text));
  }

  Result encodePair(String first, String second) {
    return result(tokenizer.encode(first, second));
  }

  String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  private static Result result(Encoding encoding) {
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      CharSpan span = spans[i];
      starts[i] = span == null ? -1 : span.getStart();
      ends[i] = span == null ? -1 : span.getEnd();
    }
    return new Result(ints(encoding.getIds()), ints(encoding.getTypeIds()), starts, ends);
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /** Returns tokens of ours in the same form. */
  static Result result(Tokens tokens, String... texts) {
    int[] starts = new int[tokens.length()];
    int[] ends = new int[tokens.length()];
    int[][] points = Arrays.stream(texts).map(NativeTokenizer::pointsBefore).toArray(int[][]::new);
    for (int i = 0; i < starts.length; i++) {
      boolean special = tokens.isSpecial(i);
      starts[i] = special ? -1 : points[tokens.texts()[i]][tokens.starts()[i]];
      ends[i] = special ? -1 : points[tokens.texts()[i]][tokens.ends()[i]];
    }
    return new Result(tokens.ids(), tokens.typeIds(), starts, ends);
  }

  /** Returns how many code points come before each UTF-16 unit. */
  private static int[] pointsBefore(String text) {
    int[] before = new int[text.length() + 1];
    for (int i = 1; i <= text.length(); i++) {
      boolean second = i < text.length() && Character.isLowSurrogate(text.charAt(i));
      before[i] = before[i - 1] + (second ? 0 : 1);
    }
    return before;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
