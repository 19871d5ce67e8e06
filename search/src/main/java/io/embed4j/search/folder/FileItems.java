package io.embed4j.search.folder;

import io.embed4j.search.chunk.Chunk;
import io.embed4j.search.document.Document;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an index holds of a file: an item a chunk, and one for the file itself. */
public final class FileItems {
  /** The attribute that tells chunks from files and others. */
  public static final String KIND = "kind";

  /** The kind of chunks. */
  public static final String CHUNK = "chunk";

  /** The attribute with the name of the file in its folder, / between folders. */
  public static final String SOURCE = "source";

  /** The attribute with the folder, as an absolute path. */
  public static final String FOLDER = "folder";

  /** The attribute with the headings that a chunk is below; see {@link Document.Part}. */
  public static final String HEADING = "heading";

  /** The attribute with the page that a chunk is on. */
  public static final String PAGE = "page";

  /** The attribute with the first UTF-16 unit of a chunk in the text of its document. */
  public static final String START = "start";

  /** The attribute with the unit after the last. */
  public static final String END = "end";

  private static final String FILE = "file";

  private FileItems() {}

  /** Returns the filter for the files of a folder. */
  static Filter filesOf(String folder) {
    return new Filter.Term(KIND, FILE).and(new Filter.Term(FOLDER, folder));
  }

  /** Returns the filter for everything of a file. */
  static Filter allOf(String folder, String source) {
    return new Filter.Term(FOLDER, folder).and(new Filter.Term(SOURCE, source));
  }

  /** Returns the item of a file itself. */
  static Item file(String folder, String source, FileStamp stamp) {
    List<Attribute> attributes = origin(FILE, folder, source);
    attributes.addAll(stamp.attributes());
    return new Item(id(folder, source), "", attributes, Map.of());
  }

  /** Returns the item of a chunk. */
  static Item chunk(
      String folder, String source, int number, String title, Chunk chunk, Map<String, float[]> v) {
    List<Attribute> attributes = origin(CHUNK, folder, source);
    String kind = source.substring(source.lastIndexOf('.') + 1);
    attributes.add(new Attribute.Term("format", kind));
    if (!title.isEmpty()) {
      attributes.add(new Attribute.Term("title", title));
    }
    if (!chunk.part().heading().isEmpty()) {
      attributes.add(new Attribute.Term(HEADING, chunk.part().heading()));
    }
    chunk.part().page().ifPresent(page -> attributes.add(new Attribute.Whole(PAGE, page)));
    attributes.add(new Attribute.Whole(START, chunk.span().start()));
    attributes.add(new Attribute.Whole(END, chunk.span().end()));
    return new Item(id(folder, source) + "#" + number, chunk.text(), attributes, v);
  }

  private static String id(String folder, String source) {
    return folder + "/" + source;
  }

  private static List<Attribute> origin(String kind, String folder, String source) {
    return new ArrayList<>(
        List.of(
            new Attribute.Term(KIND, kind),
            new Attribute.Term(FOLDER, folder),
            new Attribute.Term(SOURCE, source)));
  }
}
