package io.embed4j.search.chunk;

import io.embed4j.core.text.Encoder;
import io.embed4j.core.text.Span;
import io.embed4j.search.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts texts into chunks: as many units as fit are put together, one after the other; a unit that
 * does not fit alone is cut by smaller units. All that is not blank is in a chunk. Thread-safe if
 * the tokens are.
 */
public final class Chunker {
  private final Chunking chunking;
  private final Function<String, List<Span>> tokens;
  private final List<Splitter> levels;

  /**
   * Makes a chunker.
   *
   * @param tokens tells the tokens of a text, ascending, such as {@link Encoder#tokens}
   */
  public Chunker(Chunking chunking, Function<String, List<Span>> tokens) {
    this.chunking = chunking;
    this.tokens = tokens;
    this.levels =
        switch (chunking.unit()) {
          case TOKENS -> List.of(TokenIndex::words, TokenIndex::tokens);
          case SENTENCES ->
              List.of(
                  (index, span) -> Sentences.of(index.text(), span),
                  TokenIndex::words,
                  TokenIndex::tokens);
          case RECURSIVE ->
              List.of(
                  (index, span) -> Blocks.paragraphs(index.text(), span),
                  (index, span) -> Blocks.lines(index.text(), span),
                  (index, span) -> Sentences.of(index.text(), span),
                  TokenIndex::words,
                  TokenIndex::tokens);
        };
  }

  /** Cuts a part of a text into pieces, ascending, apart, without blanks at their ends. */
  private interface Splitter {
    List<Span> split(TokenIndex index, Span span);
  }

  /** Returns the chunks of a document; none reaches over the end of a part. */
  public List<Chunk> chunks(Document document) {
    String text = document.text();
    TokenIndex index = new TokenIndex(text, tokens.apply(text));
    List<Chunk> chunks = new ArrayList<>();
    for (Document.Part part : document.parts()) {
      for (Span span : packed(index, pieces(index, part.span(), 0))) {
        chunks.add(new Chunk(span, span.of(text), part));
      }
    }
    return chunks;
  }

  /** Returns the chunks of a text. */
  public List<Span> split(String text) {
    Optional<Span> whole = Blocks.trimmed(text, 0, text.length());
    TokenIndex index = new TokenIndex(text, tokens.apply(text));
    return whole.map(span -> packed(index, pieces(index, span, 0))).orElse(List.of());
  }

  /** Returns the largest units that fit, in their order. */
  private List<Span> pieces(TokenIndex index, Span span, int level) {
    List<Span> pieces = new ArrayList<>();
    boolean last = level == levels.size() - 1;
    for (Span piece : levels.get(level).split(index, span)) {
      if (last || index.count(piece.start(), piece.end()) <= chunking.size()) {
        pieces.add(piece);
      } else {
        pieces.addAll(pieces(index, piece, level + 1));
      }
    }
    return pieces;
  }

  /** Puts pieces together, each chunk as full as it gets. */
  private List<Span> packed(TokenIndex index, List<Span> pieces) {
    List<Span> chunks = new ArrayList<>();
    int first = 0;
    while (first < pieces.size()) {
      int start = pieces.get(first).start();
      int last = first;
      while (last + 1 < pieces.size()
          && index.count(start, pieces.get(last + 1).end()) <= chunking.size()) {
        last++;
      }
      chunks.add(new Span(start, pieces.get(last).end()));
      first = last + 1 == pieces.size() ? last + 1 : next(index, pieces, first, last);
    }
    return chunks;
  }

  /** The first piece of the next chunk, which must have room for one that is new. */
  private int next(TokenIndex index, List<Span> pieces, int first, int last) {
    int next = last + 1;
    int end = pieces.get(last).end();
    int newEnd = pieces.get(last + 1).end();
    while (next - 1 > first
        && index.count(pieces.get(next - 1).start(), end) <= chunking.overlap()
        && index.count(pieces.get(next - 1).start(), newEnd) <= chunking.size()) {
      next--;
    }
    return next;
  }
}
