package io.embed4j.search.document;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads files by the ends of their names. Thread-safe. */
public final class Documents {
  /** Larger files are refused: they are hardly texts. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Map<String, Reader> READERS =
      new TreeMap<>(
          Map.of(
              "txt", PlainTexts::read,
              "text", PlainTexts::read,
              "md", MarkdownFiles::read,
              "markdown", MarkdownFiles::read,
              "html", HtmlFiles::read,
              "htm", HtmlFiles::read,
              "xhtml", HtmlFiles::read,
              "pdf", PdfFiles::read,
              "docx", DocxFiles::read));

  private Documents() {}

  /** Reads one kind of files. */
  private interface Reader {
    Document read(String name, byte[] bytes) throws IOException;
  }

  /** Returns the ends of names that can be read, without points. */
  public static Set<String> kinds() {
    return READERS.keySet();
  }

  /** Returns the end of a file's name, in lower case, if such files can be read. */
  public static Optional<String> kind(Path file) {
    String name = String.valueOf(file.getFileName());
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return READERS.containsKey(end) ? Optional.of(end) : Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @throws DataFormatException if it is not what its name says, or of a kind that cannot be read;
   *     the message begins with the file
   */
  public static Document read(Path file) {
    Reader reader =
        kind(file)
            .map(READERS::get)
            .orElseThrow(
                () ->
                    new DataFormatException(
                        file + ": expected a file that ends in " + String.join(", ", kinds())));
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new DataFormatException(
            "%s: expected at most %d MiB, found %d"
                .formatted(file, MOST_BYTES >> 20, Files.size(file) >> 20));
      }
      return reader.read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
