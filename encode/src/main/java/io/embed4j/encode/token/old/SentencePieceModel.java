package io.embed4j.encode.token.old;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.ProtoReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a SentencePiece model file holds ({@code sentencepiece_model.proto}), as far as encoding
 * needs it.
 *
 * @param pieces the tokens, whose places are their ids
 * @param algorithm how words are cut
 * @param byteFallback whether unknown code points become tokens of their bytes
 * @param unknown the id of the unknown token
 * @param characterMap what {@code Precompiled} reads; may be empty
 * @param dummyPrefix whether each text begins with a space
 */
record SentencePieceModel(
    List<Piece> pieces,
    Algorithm algorithm,
    boolean byteFallback,
    int unknown,
    byte[] characterMap,
    boolean dummyPrefix) {

  /** How words are cut. */
  enum Algorithm {
    UNIGRAM,
    BPE
  }

  /** What a token is for. */
  enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** A token. */
  record Piece(String text, float score, Kind kind) {}

  /** A vocabulary of a quarter of a million pieces has one million. */
  private static final int MAX_FIELDS = 8_000_000;

  static SentencePieceModel parse(String file, byte[] model) {
    Builder builder = new Builder(file);
    ProtoReader reader = new ProtoReader(file, MemorySegment.ofArray(model), MAX_FIELDS);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> builder.piece(reader.message());
        case 2 -> builder.trainer(reader.message());
        case 3 -> builder.normalizer(reader.message());
        default -> reader.skip();
      }
    }
    return builder.build();
  }

  /** Collects the parts. */
  private static final class Builder {
    private final String file;
    private final List<Piece> pieces = new ArrayList<>();
    private Algorithm algorithm = Algorithm.UNIGRAM;
    private boolean byteFallback;
    private byte[] characterMap = {};
    private boolean dummyPrefix = true;

    Builder(String file) {
      this.file = file;
    }

    void piece(ProtoReader reader) {
      String text = "";
      float score = 0;
      Kind kind = Kind.NORMAL;
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> text = reader.text();
          case 2 -> score = reader.float32();
          case 3 -> kind = kind(reader.whole());
          default -> reader.skip();
        }
      }
      pieces.add(new Piece(text, score, kind));
    }

    private Kind kind(long number) {
      return switch ((int) number) {
        case 1 -> Kind.NORMAL;
        case 2 -> Kind.UNKNOWN;
        case 3 -> Kind.CONTROL;
        case 4 -> Kind.USER_DEFINED;
        case 5 -> Kind.UNUSED;
        case 6 -> Kind.BYTE;
        default ->
            throw new ModelFormatException(
                file + ": piece " + pieces.size() + " has the unknown kind " + number);
      };
    }

    void trainer(ProtoReader reader) {
      while (reader.next()) {
        switch (reader.field()) {
          case 3 -> algorithm = algorithm(reader.whole());
          case 35 -> byteFallback = reader.whole() != 0;
          default -> reader.skip();
        }
      }
    }

    private Algorithm algorithm(long number) {
      if (number != 1 && number != 2) {
        throw new ModelFormatException(
            file + ": the model type is " + number + ", but supported are 1 (unigram) and 2 (BPE)");
      }
      return number == 1 ? Algorithm.UNIGRAM : Algorithm.BPE;
    }

    void normalizer(ProtoReader reader) {
      while (reader.next()) {
        switch (reader.field()) {
          case 2 -> characterMap = reader.bytes().toArray(ValueLayout.JAVA_BYTE);
          case 3 -> dummyPrefix = reader.whole() != 0;
          default -> reader.skip();
        }
      }
    }

    SentencePieceModel build() {
      int unknown = 0;
      while (unknown < pieces.size() && pieces.get(unknown).kind() != Kind.UNKNOWN) {
        unknown++;
      }
      if (unknown == pieces.size()) {
        throw new ModelFormatException(
            file + ": no sound SentencePiece model: no unknown token among " + unknown + " pieces");
      }
      return new SentencePieceModel(
          List.copyOf(pieces), algorithm, byteFallback, unknown, characterMap, dummyPrefix);
    }
  }
}
