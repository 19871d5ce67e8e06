package io.embed4j.encode.token.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.encode.token.split.ByteLevel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** The decoders that files name. */
public final class Decoders {
  /**
   * What is put together again after words were joined by spaces, in turn with what becomes of it.
   */
  private static final List<String> CLEANUP =
      List.of(
          " .", ".", " ?", "?", " !", "!", " ,", ",", " ' ", "'", " n't", "n't", " 'm", "'m",
          " do not", " don't", " 's", "'s", " 've", "'ve", " 're", "'re");

  private Decoders() {}

  /**
   * Returns a decoder of WordPiece.
   *
   * @param prefix what marks a token that continues a word
   * @param cleanup whether to put punctuation back to the word before it
   */
  public static Decoder wordPiece(String prefix, boolean cleanup) {
    return Decoder.each(
        (token, first, last) -> {
          String joined =
              first
                  ? token
                  : token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
          for (int i = 0; cleanup && i < CLEANUP.size(); i += 2) {
            joined = joined.replace(CLEANUP.get(i), CLEANUP.get(i + 1));
          }
          return joined;
        });
  }

  /** Returns a decoder that makes a space of a mark at the end of words, such as {@code </w>}. */
  public static Decoder suffix(String suffix) {
    return Decoder.each((token, first, last) -> token.replace(suffix, last ? "" : " "));
  }

  /**
   * Returns a decoder that makes spaces of a visible sign.
   *
   * @param prefixed whether the first token may begin with a sign that stands for nothing
   */
  public static Decoder metaspace(int sign, boolean prefixed) {
    String written = Character.toString(sign);
    return Decoder.each(
        (token, first, last) -> token.replace(written, first && prefixed ? "" : " "));
  }

  /** Returns a decoder that drops up to so many leading and trailing strings of a kind. */
  public static Decoder strip(String content, int start, int stop) {
    return Decoder.each(
        (token, first, last) -> {
          String rest = token;
          for (int i = 0; i < start && rest.startsWith(content); i++) {
            rest = rest.substring(content.length());
          }
          for (int i = 0; i < stop && rest.endsWith(content); i++) {
            rest = rest.substring(0, rest.length() - content.length());
          }
          return rest;
        });
  }

  /** Returns a decoder that makes one token of all. */
  public static Decoder fuse() {
    return tokens -> List.of(String.join("", tokens));
  }

  /** Returns a decoder of {@link ByteLevel}; broken UTF-8 becomes U+FFFD. */
  public static Decoder byteLevel() {
    return tokens -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String token : tokens) {
        bytes.writeBytes(bytesOf(token));
      }
      return List.of(bytes.toString(UTF_8));
    };
  }

  private static byte[] bytesOf(String token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < token.length(); i++) {
      int value = ByteLevel.byteOf(token.charAt(i));
      if (value < 0) {
        return token.getBytes(UTF_8);
      }
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns a decoder of tokens like {@code <0xE4>}; bytes that are no UTF-8 become U+FFFD each.
   */
  public static Decoder byteFallback() {
    return tokens -> {
      List<String> result = new ArrayList<>();
      ByteArrayOutputStream pending = new ByteArrayOutputStream();
      for (String token : tokens) {
        if (token.matches("<0x[0-9A-Fa-f]{2}>")) {
          pending.write(Integer.parseInt(token.substring(3, 5), 16));
        } else {
          flush(pending, result);
          result.add(token);
        }
      }
      flush(pending, result);
      return result;
    };
  }

  private static void flush(ByteArrayOutputStream pending, List<String> result) {
    if (pending.size() == 0) {
      return;
    }
    try {
      result.add(UTF_8.newDecoder().decode(ByteBuffer.wrap(pending.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      result.add("\uFFFD".repeat(pending.size()));
    }
    pending.reset();
  }
}
