package io.embed4j.search.folder;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.text.Encoder;
import io.embed4j.search.chunk.Chunk;
import io.embed4j.search.chunk.Chunker;
import io.embed4j.search.chunk.Chunking;
import io.embed4j.search.document.Document;
import io.embed4j.search.document.Documents;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.IndexView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Brings an index up to what a folder holds: new and changed files are read, cut into chunks and
 * encoded; files that are gone go. A file is known to be as it was by its size and time, or else by
 * its contents. Commits now and then, always between files: what was done stays done.
 *
 * <p>One folder at a time; not thread-safe.
 */
public final class FolderIndexer {
  /** The note of an index that says how its files were cut. */
  private static final String CHUNKING = "chunking";

  private static final int CHUNKS_A_COMMIT = 2_000;

  private final SearchIndex index;
  private final Path place;
  private final Encoder encoder;
  private final String field;
  private final Chunker chunker;
  private final ChunkVectors vectors;
  private final String how;

  /**
   * Makes an indexer.
   *
   * @param place the folder of the index, which does not count as documents
   * @param field the vectors of the index that chunks get; they are those of the encoder
   */
  public FolderIndexer(
      SearchIndex index,
      Path place,
      Encoder encoder,
      String field,
      Chunking chunking,
      ChunkVectors vectors) {
    this.index = index;
    this.place = place.toAbsolutePath().normalize();
    this.encoder = encoder;
    this.field = field;
    this.chunker = new Chunker(chunking, encoder::tokens);
    this.vectors = vectors;
    this.how =
        "%s, %d tokens, overlap %d, %s"
            .formatted(chunking.unit(), chunking.size(), chunking.overlap(), vectors);
  }

  /** What has been found out so far. */
  private static final class Found {
    private final List<String> added = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<FolderReport.Failure> failed = new ArrayList<>();
    private int unchanged;
    private int chunks;
    private int committed;
  }

  /**
   * Reads what is new.
   *
   * @throws io.embed4j.core.error.NotFoundException if there is no such folder
   */
  public FolderReport update(Path folder, Progress progress) {
    Path absolute = folder.toAbsolutePath().normalize();
    String name = absolute.toString();
    SortedMap<String, Path> files = FolderFiles.of(absolute, place);
    Map<String, FileStamp> known = known(name);
    Found found = new Found();
    int done = 0;
    for (var file : files.entrySet()) {
      FileStamp before = known.getOrDefault(file.getKey(), new FileStamp(-1, -1, ""));
      update(name, file.getKey(), file.getValue(), before, found);
      progress.report("indexing", ++done, files.size(), file.getKey());
      if (found.chunks - found.committed >= CHUNKS_A_COMMIT) {
        index.commit();
        found.committed = found.chunks;
      }
    }
    List<String> removed =
        known.keySet().stream().filter(source -> !files.containsKey(source)).sorted().toList();
    removed.forEach(source -> index.delete(FileItems.allOf(name, source)));
    index.note(CHUNKING, how);
    index.commit();
    return new FolderReport(
        found.added, found.changed, removed, found.unchanged, found.failed, found.chunks);
  }

  /** The files that the index knows, unless they were cut in another way. */
  private Map<String, FileStamp> known(String folder) {
    boolean same = index.settings().notes().getOrDefault(CHUNKING, how).equals(how);
    Map<String, FileStamp> known = new HashMap<>();
    try (IndexView view = IndexView.open(place)) {
      for (Item file : view.items(FileItems.filesOf(folder))) {
        FileStamp stamp = same ? FileStamp.of(file) : new FileStamp(0, 0, "");
        known.put(file.term(FileItems.SOURCE).orElseThrow(), stamp);
      }
    }
    return known;
  }

  private void update(String folder, String source, Path file, FileStamp before, Found found) {
    try {
      FileStamp quick = FileStamp.quick(file);
      if (quick.isQuickly(before)) {
        found.unchanged++;
        return;
      }
      FileStamp stamp = quick.full(file);
      if (stamp.sha256().equals(before.sha256())) {
        found.unchanged++;
        index.put(List.of(FileItems.file(folder, source, stamp)));
        return;
      }
      Document document = Documents.read(file);
      List<Item> items = items(folder, source, document);
      index.delete(FileItems.allOf(folder, source));
      index.put(items);
      index.put(List.of(FileItems.file(folder, source, stamp)));
      found.chunks += items.size();
      (before.bytes() < 0 ? found.added : found.changed).add(source);
    } catch (DataFormatException | UncheckedIOException | IOException e) {
      index.delete(FileItems.allOf(folder, source));
      found.failed.add(new FolderReport.Failure(source, String.valueOf(e.getMessage())));
    }
  }

  private List<Item> items(String folder, String source, Document document) {
    List<Chunk> chunks = chunker.chunks(document);
    List<float[]> encoded = vectors.of(encoder, document, chunks);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      Map<String, float[]> vector = Map.of(field, encoded.get(i));
      items.add(FileItems.chunk(folder, source, i, document.title(), chunks.get(i), vector));
    }
    return items;
  }
}
