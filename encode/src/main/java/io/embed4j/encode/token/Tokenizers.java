package io.embed4j.encode.token;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.token.file.TokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads tokenizers. */
public final class Tokenizers {
  private static final String FILE = "tokenizer.json";

  private Tokenizers() {}

  /**
   * Returns the tokenizer of a model folder, or of a {@code tokenizer.json}.
   *
   * @throws NotFoundException if there is none
   * @throws io.embed4j.core.error.ModelFormatException if a file is damaged or has unknown parts
   */
  public static Tokenizer load(Path folderOrFile) {
    Path file = Files.isDirectory(folderOrFile) ? folderOrFile.resolve(FILE) : folderOrFile;
    if (!Files.exists(file)) {
      throw new NotFoundException("there is no " + file);
    }
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
}
