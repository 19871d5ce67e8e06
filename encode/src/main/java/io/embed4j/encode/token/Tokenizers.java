package io.embed4j.encode.token;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.token.file.TokenizerJson;
import io.embed4j.encode.token.old.OldFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads tokenizers. */
public final class Tokenizers {
  private static final String FILE = "tokenizer.json";

  private Tokenizers() {}

  /**
   * Returns the tokenizer of a model folder: that of {@code tokenizer.json}, or else that of the
   * older files. A single file is read with what stands beside it.
   *
   * @throws NotFoundException if there is none
   * @throws io.embed4j.core.error.ModelFormatException if a file is damaged or has unknown parts
   */
  public static Tokenizer load(Path folderOrFile) {
    if (!Files.exists(folderOrFile)) {
      throw new NotFoundException("there is no file or folder " + folderOrFile);
    }
    if (!Files.isDirectory(folderOrFile)) {
      boolean current = folderOrFile.getFileName().toString().endsWith(FILE);
      return current ? read(folderOrFile) : OldFiles.load(folderOrFile);
    }
    Path file = folderOrFile.resolve(FILE);
    if (Files.exists(file)) {
      return read(file);
    }
    return OldFiles.find(folderOrFile)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no tokenizer in "
                        + folderOrFile
                        + ": looked for "
                        + FILE
                        + ", "
                        + OldFiles.NAMES));
  }

  private static Tokenizer read(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the tokenizer that the content of a {@code tokenizer.json} describes.
   *
   * @param name the name of the file, for messages
   * @throws io.embed4j.core.error.ModelFormatException if it is damaged or has unknown parts
   */
  public static Tokenizer parse(String name, byte[] json) {
    return TokenizerJson.parse(name, json);
  }

  /**
   * Returns the tokenizer that a stream of a {@code tokenizer.json} describes, and leaves it open.
   *
   * @param name the name of the file, for messages
   * @throws io.embed4j.core.error.ModelFormatException if it is damaged or has unknown parts
   */
  public static Tokenizer parse(String name, InputStream json) {
    try {
      return parse(name, json.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
