package io.embed4j.encode.image;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.grid.GridBatch;
import java.nio.file.Path;

/**
 * All that turns a picture into a vector. Thread-safe.
 *
 * @param name what people call it
 * @param architecture its {@code model_type}
 * @param preprocessor picture to numbers
 * @param vectors numbers to vectors
 * @param dim length of the vectors
 */
public record ImageModel(
    String name, String architecture, ImagePreprocessor preprocessor, Vectors vectors, int dim) {
  /** Makes a vector, not yet of length 1, of each picture. */
  public interface Vectors {
    /** Returns pictures × dim. */
    Matrix of(GridBatch batch, Workers workers);
  }

  /**
   * Reads a folder of transformers with {@code preprocessor_config.json}: one of pictures alone, or
   * the pictures' part of one of texts and pictures.
   *
   * @throws NotFoundException if there is no such folder
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static ImageModel read(Path folder) {
    return ImageFolder.open(folder).image();
  }

  /** Returns whether a folder says that its model is one of pictures. */
  public static boolean isIn(Path folder) {
    return ImageFolder.isOne(folder);
  }
}
