package io.embed4j.encode.token.old;

import io.embed4j.encode.token.model.Bpe;
import io.embed4j.encode.token.model.BpeSettings;
import io.embed4j.encode.token.model.Merges;
import io.embed4j.encode.token.model.TokenModel;
import io.embed4j.encode.token.model.Unigram;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.old.SentencePieceModel.Kind;
import io.embed4j.encode.token.old.SentencePieceModel.Piece;
import io.embed4j.encode.token.pipeline.AddedToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The pieces of a SentencePiece model with the ids that its family gives them. */
final class SentencePieceVocabulary {
  private final List<Piece> pieces;
  private final int unknown;
  private final boolean byteFallback;
  private final Vocabulary vocabulary;

  SentencePieceVocabulary(List<Piece> pieces, int unknown, boolean byteFallback) {
    this.pieces = List.copyOf(pieces);
    this.unknown = unknown;
    this.byteFallback = byteFallback;
    this.vocabulary = Vocabulary.of(pieces.stream().map(Piece::text).toList());
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns the pieces that are found wherever they are written as such. */
  List<AddedToken> userDefined() {
    return IntStream.range(0, pieces.size())
        .filter(id -> pieces.get(id).kind() == Kind.USER_DEFINED)
        .mapToObj(
            id -> new AddedToken(id, pieces.get(id).text(), false, false, false, false, false))
        .toList();
  }

  TokenModel unigram() {
    double[] scores = pieces.stream().mapToDouble(Piece::score).toArray();
    return new Unigram(vocabulary, scores, OptionalInt.of(unknown), byteFallback);
  }

  /**
   * Two pieces merge where together they are a piece; that of the highest score comes first,
   * whatever its two parts are.
   */
  TokenModel bpe() {
    List<Integer> byScore = new ArrayList<>();
    for (int id = 0; id < pieces.size(); id++) {
      Kind kind = pieces.get(id).kind();
      if (kind == Kind.NORMAL || kind == Kind.USER_DEFINED) {
        byScore.add(id);
      }
    }
    byScore.sort(Comparator.comparingDouble(id -> -pieces.get(id).score()));
    List<int[]> found = new ArrayList<>();
    for (int rank = 0; rank < byScore.size(); rank++) {
      int id = byScore.get(rank);
      String text = pieces.get(id).text();
      for (int i = 1; i < text.length(); i++) {
        OptionalInt left = vocabulary.id(text.substring(0, i));
        OptionalInt right = vocabulary.id(text.substring(i));
        if (left.isPresent() && right.isPresent()) {
          found.add(new int[] {left.getAsInt(), right.getAsInt(), rank, id});
        }
      }
    }
    Merges merges = new Merges(found.size());
    found.forEach(merge -> merges.put(merge[0], merge[1], merge[2], merge[3]));
    BpeSettings settings = new BpeSettings("", "", true, byteFallback, false);
    return new Bpe(vocabulary, merges, settings, OptionalInt.of(unknown));
  }
}
