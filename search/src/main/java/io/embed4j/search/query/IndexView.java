package io.embed4j.search.query;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.lucene.Fields;
import io.embed4j.search.lucene.FilterQueries;
import io.embed4j.search.lucene.Items;
import io.embed4j.search.schema.IndexSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;

/**
 * An index as it was at one commit; whatever is written later, it does not change. Thread-safe.
 *
 * <pre>{@code
 * try (IndexView view = IndexView.open(folder)) {
 *   List<Hit> hits = view.search(SearchRequest.hybrid(question, VectorQuery.of("text", vector)));
 * }
 * }</pre>
 */
public final class IndexView implements AutoCloseable {
  private final Path folder;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final IndexSettings settings;

  private IndexView(Path folder, DirectoryReader reader) throws IOException {
    this.folder = folder;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.settings =
        IndexSettings.ofCommit(folder.toString(), reader.getIndexCommit().getUserData());
  }

  /**
   * Opens the last commit of an index.
   *
   * @throws NotFoundException if there is no index in the folder
   */
  public static IndexView open(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        throw new NotFoundException("there is no index " + folder);
      }
      return of(folder, DirectoryReader.open(FSDirectory.open(folder)));
    } catch (IndexNotFoundException _) {
      throw new NotFoundException(folder + " holds no index");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the index " + folder, e);
    }
  }

  private static IndexView of(Path folder, DirectoryReader reader) throws IOException {
    try {
      return new IndexView(folder, reader);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns a view of the last commit, if there was one after this view's. */
  public Optional<IndexView> newer() {
    try {
      DirectoryReader changed = DirectoryReader.openIfChanged(reader);
      return changed == null ? Optional.empty() : Optional.of(of(folder, changed));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Returns what the index is like. */
  public IndexSettings settings() {
    return settings;
  }

  /** Returns the number of items. */
  public int size() {
    return reader.numDocs();
  }

  /** Returns the hits of a request, the best first. */
  public List<Hit> search(SearchRequest request) {
    try {
      List<Hit> hits = new ArrayList<>();
      StoredFields stored = searcher.storedFields();
      for (Ranker.Ranked ranked : new Ranker(searcher, settings, request).rank()) {
        Candidate candidate = ranked.candidate();
        Item item = Items.item(stored.document(candidate.document()));
        hits.add(new Hit(item, ranked.score(), candidate.words(), candidate.neighbour()));
      }
      return hits;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Returns the item of an id, without its vectors. */
  public Optional<Item> item(String id) {
    return items(new TermQuery(new Term(Fields.ID, id))).stream().findFirst();
  }

  /** Returns all items that a filter means, without their vectors, in the order of the index. */
  public List<Item> items(Filter filter) {
    return items(FilterQueries.of(filter));
  }

  private List<Item> items(Query query) {
    try {
      TopDocs found = searcher.search(query, Math.max(1, reader.maxDoc()));
      StoredFields stored = searcher.storedFields();
      List<Item> items = new ArrayList<>();
      for (ScoreDoc document : found.scoreDocs) {
        items.add(Items.item(stored.document(document.doc)));
      }
      return items;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Returns the vector of an item, divided by its length, if it has one of this name. */
  public Optional<float[]> vector(String id, String name) {
    settings.vector(name);
    try {
      TopDocs found = searcher.search(new TermQuery(new Term(Fields.ID, id)), 1);
      if (found.scoreDocs.length == 0) {
        return Optional.empty();
      }
      int document = found.scoreDocs[0].doc;
      return Optional.ofNullable(
          new StoredVectors(searcher, name).map(List.of(document), float[]::clone).get(document));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException("cannot read the index " + folder, cause);
  }

  /** Lets go of the files. */
  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
