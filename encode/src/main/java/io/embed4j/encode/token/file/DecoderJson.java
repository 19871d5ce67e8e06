package io.embed4j.encode.token.file;

import io.embed4j.encode.token.decode.Decoder;
import io.embed4j.encode.token.decode.Decoders;
import io.embed4j.encode.token.normalize.Replace;
import io.embed4j.encode.token.split.Metaspace;
import io.embed4j.encode.token.text.Text;

/** Reads the decoders of {@code tokenizer.json}. */
final class DecoderJson {
  private static final String SUPPORTED =
      "WordPiece, ByteLevel, Metaspace, BPEDecoder, Replace, ByteFallback, Fuse, Strip, Sequence";

  private DecoderJson() {}

  static Decoder read(Place place) {
    if (!place.isPresent()) {
      return Decoder.SPACES;
    }
    Place type = place.get("type");
    return switch (type.text()) {
      case "WordPiece" ->
          Decoders.wordPiece(place.get("prefix").text("##"), place.get("cleanup").is(true));
      case "ByteLevel" -> Decoders.byteLevel();
      case "Metaspace" ->
          Decoders.metaspace(
              PreTokenizerJson.point(place.get("replacement")),
              PreTokenizerJson.scheme(place) != Metaspace.Scheme.NEVER);
      case "BPEDecoder" -> Decoders.suffix(place.get("suffix").text("</w>"));
      case "Replace" -> {
        Replace replace =
            new Replace(NormalizerJson.pattern(place.get("pattern")), place.get("content").text());
        yield Decoder.each((token, first, last) -> replaced(replace, token));
      }
      case "ByteFallback" -> Decoders.byteFallback();
      case "Fuse" -> Decoders.fuse();
      case "Strip" ->
          Decoders.strip(
              place.get("content").text(),
              place.get("start").integer(),
              place.get("stop").integer());
      case "Sequence" ->
          Decoder.sequence(place.get("decoders").list().stream().map(DecoderJson::read).toList());
      default -> throw type.unsupported(SUPPORTED);
    };
  }

  private static String replaced(Replace replace, String token) {
    Text text = Text.of(token);
    replace.normalize(text);
    return text.toString();
  }
}
