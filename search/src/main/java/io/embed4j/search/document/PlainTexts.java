package io.embed4j.search.document;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.text.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plain text in UTF-8 or UTF-16, or else in GB 18030, in which old Chinese files are. */
final class PlainTexts {
  private static final List<Charset> OTHERS =
      List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

  private PlainTexts() {}

  static Document read(String name, byte[] bytes) {
    String text = decode(name, bytes);
    return new Document("", text, parts(text));
  }

  private static List<Document.Part> parts(String text) {
    return text.isBlank()
        ? List.of()
        : List.of(new Document.Part(new Span(0, text.length()), "", OptionalInt.empty()));
  }

  /** Returns what bytes say; a mark of the byte order counts and is left out. */
  static String decode(String name, byte[] bytes) {
    boolean utf16 =
        bytes.length >= 2
            && ((bytes[0] == -2 && bytes[1] == -1) || (bytes[0] == -1 && bytes[1] == -2));
    List<Charset> charsets = utf16 ? List.of(StandardCharsets.UTF_16) : OTHERS;
    return charsets.stream()
        .flatMap(charset -> decode(bytes, charset).stream())
        .filter(text -> text.indexOf('\0') < 0)
        .findFirst()
        .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text)
        .orElseThrow(
            () ->
                new DataFormatException(
                    name + ": expected text in UTF-8, UTF-16 or GB 18030, found other bytes"));
  }

  private static Optional<String> decode(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // the next one may do
    }
  }
}
