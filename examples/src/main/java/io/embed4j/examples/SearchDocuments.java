package io.embed4j.examples;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.search.chunk.Chunking;
import io.embed4j.search.folder.ChunkVectors;
import io.embed4j.search.folder.FileItems;
import io.embed4j.search.folder.FolderIndexer;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.query.Hit;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import io.embed4j.search.query.VectorQuery;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.nio.file.Path;
import java.util.List;

/** Puts a folder of documents into an index and asks it a question, by words and by meaning. */
public final class SearchDocuments {
  private static final String VECTORS = "text";

  private SearchDocuments() {}

  /** Takes a folder of documents, one for the index, a question and, if wanted, a model folder. */
  public static void main(String[] args) {
    Path documents = Path.of(args[0]);
    Path place = Path.of(args[1]);
    String question = args[2];
    try (TextEncoder encoder =
        args.length == 3 ? TextEncoder.english() : TextEncoder.load(Path.of(args[3]))) {
      VectorField field = VectorField.of(VECTORS, Precision.FLOAT, encoder.fingerprint());
      Chunking chunking =
          new Chunking(Chunking.Unit.RECURSIVE, Math.min(200, encoder.maxDocumentTokens()), 10);
      try (SearchIndex index = SearchIndex.open(place, IndexSettings.defaults().with(field))) {
        new FolderIndexer(index, place, encoder, VECTORS, chunking, ChunkVectors.ALONE)
            .update(documents, Progress.NONE); // once more, and only what changed is read
      }
      try (IndexView view = IndexView.open(place)) {
        view.settings().vector(VECTORS).require(encoder.fingerprint()); // no other model asks
        VectorQuery vector = VectorQuery.of(VECTORS, encoder.encodeQuery(question));
        List<Hit> hits = view.search(SearchRequest.hybrid(question, vector).top(3));
        for (Hit hit : hits) {
          System.out.printf(
              "%.3f  %s: %s%n",
              hit.score(), hit.item().term(FileItems.SOURCE).orElse(""), hit.item().text());
        }
      }
    }
  }
}
