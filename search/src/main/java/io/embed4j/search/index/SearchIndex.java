package io.embed4j.search.index;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.lucene.Fields;
import io.embed4j.search.lucene.FilterQueries;
import io.embed4j.search.lucene.Items;
import io.embed4j.search.lucene.TextAnalyzer;
import io.embed4j.search.lucene.VectorCodec;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.ModelMismatchException;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * An index that is being written. Nothing that was put or deleted is seen by anybody before {@link
 * #commit}, which reaches the disk as a whole or not at all; what was not committed when this is
 * closed, or when the process ends, is gone.
 *
 * <p>One process at a time writes an index; readers ({@code IndexView}) come and go. Thread-safe.
 */
public final class SearchIndex implements AutoCloseable {
  /** Parts that are merged have their graphs built anew: few large ones spare most of that. */
  private static final double BUFFER_MB = 256;

  private final Path folder;
  private final FSDirectory directory;
  private final IndexWriter writer;
  private volatile IndexSettings settings;

  private SearchIndex(Path folder, IndexSettings settings, boolean isNew) throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.directory = FSDirectory.open(folder);
    IndexWriterConfig config =
        new IndexWriterConfig(new TextAnalyzer())
            .setOpenMode(
                isNew ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND)
            .setRAMBufferSizeMB(BUFFER_MB)
            .setCodec(new VectorCodec(() -> this.settings))
            .setCommitOnClose(false);
    try {
      this.writer = new IndexWriter(directory, config);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Opens an index for writing, or makes one if there is none.
   *
   * @param settings of a new index; one that is there keeps its own
   * @throws IndexBusyException if another process writes it
   */
  public static SearchIndex open(Path folder, IndexSettings settings) {
    try {
      Files.createDirectories(folder);
      if (exists(folder)) {
        return new SearchIndex(folder, committed(folder), false);
      }
      requireEmpty(folder);
      SearchIndex index = new SearchIndex(folder, settings, true);
      index.commit();
      return index;
    } catch (LockObtainFailedException _) {
      throw new IndexBusyException(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the index " + folder, e);
    }
  }

  /** Returns whether a folder holds an index. */
  public static boolean exists(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (FSDirectory directory = FSDirectory.open(folder)) {
      return DirectoryReader.indexExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }

  /** A folder of other files is not turned into an index; what a first start left behind may be. */
  private static void requireEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      Set<String> left = Set.of(IndexWriter.WRITE_LOCK_NAME, "pending_segments_1");
      if (files.anyMatch(file -> !left.contains(String.valueOf(file.getFileName())))) {
        throw new NotFoundException(
            folder + " holds other files and no index: choose an empty folder or a new one");
      }
    }
  }

  private static IndexSettings committed(Path folder) throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return IndexSettings.ofCommit(folder.toString(), reader.getIndexCommit().getUserData());
    }
  }

  /** Returns what the index is like, with changes that are not committed yet. */
  public IndexSettings settings() {
    return settings;
  }

  /**
   * Makes sure that the index has vectors of a name and a model, adding them if it has none.
   *
   * @throws ModelMismatchException if it has vectors of another model under this name
   */
  public synchronized void addVectors(VectorField field) {
    if (settings.vectors().containsKey(field.name())) {
      settings.vector(field.name()).require(field.model());
    } else {
      settings = settings.with(field);
    }
  }

  /** Remembers something of the index. */
  public synchronized void note(String name, String value) {
    settings = settings.withNote(name, value);
  }

  /**
   * Puts items, each in place of the one with its id.
   *
   * @throws IllegalArgumentException if a vector is unknown, of another length or without
   *     direction; nothing is put then
   */
  public void put(List<Item> items) {
    List<org.apache.lucene.document.Document> documents = new ArrayList<>();
    items.forEach(item -> documents.add(Items.document(item, settings)));
    try {
      for (int i = 0; i < documents.size(); i++) {
        writer.updateDocument(new Term(Fields.ID, items.get(i).id()), documents.get(i));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Deletes the item of an id, if there is one. */
  public void delete(String id) {
    try {
      writer.deleteDocuments(new Term(Fields.ID, id));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Deletes all items that a filter means. */
  public void delete(Filter filter) {
    try {
      writer.deleteDocuments(FilterQueries.of(filter));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Makes everything up to now visible and durable: on return it is on the disk. */
  public synchronized void commit() {
    try {
      writer.setLiveCommitData(settings.toCommit().entrySet());
      writer.commit();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Merges everything into one part, which is searched fastest; commits. */
  public void compact() {
    try {
      writer.forceMerge(1);
    } catch (IOException e) {
      throw failure(e);
    }
    commit();
  }

  private UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException("cannot write the index " + folder, cause);
  }

  /** Forgets what was not committed. */
  @Override
  public void close() {
    try {
      writer.close();
      directory.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
