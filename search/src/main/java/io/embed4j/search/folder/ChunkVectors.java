package io.embed4j.search.folder;

import io.embed4j.core.text.Encoder;
import io.embed4j.core.text.Span;
import io.embed4j.search.chunk.Chunk;
import io.embed4j.search.document.Document;
import java.util.ArrayList;
import java.util.List;

/** How chunks get their vectors. */
public enum ChunkVectors {
  /** Each is read alone. */
  ALONE {
    @Override
    List<float[]> of(Encoder encoder, Document document, List<Chunk> chunks) {
      return encoder.encodeDocuments(chunks.stream().map(Chunk::text).toList());
    }
  },
  /**
   * As much of the document as the model can take is read as a whole, so that its chunks know of
   * each other: Günther et al.: Late Chunking, 2024.
   */
  LATE {
    @Override
    List<float[]> of(Encoder encoder, Document document, List<Chunk> chunks) {
      List<float[]> vectors = new ArrayList<>();
      int most = encoder.maxDocumentTokens();
      int first = 0;
      while (first < chunks.size()) {
        int start = chunks.get(first).span().start();
        int next = first + 1;
        while (next < chunks.size()
            && tokens(encoder, document, start, chunks.get(next).span().end()) <= most) {
          next++;
        }
        String window = document.text().substring(start, chunks.get(next - 1).span().end());
        List<Span> spans =
            chunks.subList(first, next).stream()
                .map(Chunk::span)
                .map(span -> span.movedBy(-start))
                .toList();
        vectors.addAll(encoder.chunks(window, spans));
        first = next;
      }
      return vectors;
    }

    private int tokens(Encoder encoder, Document document, int start, int end) {
      return encoder.tokens(document.text().substring(start, end)).size();
    }
  };

  /** Returns a vector a chunk. */
  abstract List<float[]> of(Encoder encoder, Document document, List<Chunk> chunks);
}
