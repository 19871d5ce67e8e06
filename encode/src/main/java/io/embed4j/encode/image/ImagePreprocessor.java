package io.embed4j.encode.image;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model wants done to pictures before it sees them, as its {@code preprocessor_config.json}
 * says: resized, cut, and brought to numbers around 0. Pixels and numbers are those of the image
 * processors of transformers with Pillow. Thread-safe.
 */
public final class ImagePreprocessor {
  private static final int CHANNELS = 3;

  private final Resize resize;
  private final Resampling resampling;
  private final Optional<Crop> crop;
  private final float[][] values; // what 0 to 255 become, for each channel

  ImagePreprocessor(Resize resize, Resampling resampling, Optional<Crop> crop, float[][] values) {
    this.resize = resize;
    this.resampling = resampling;
    this.crop = crop;
    this.values = values;
  }

  /** Width and height of what is cut out. */
  record Crop(int width, int height) {
    /** Returns the middle of a picture; where it is too small, there is black around it. */
    RgbImage apply(RgbImage image) {
      return image.crop(start(image.width(), width), start(image.height(), height), width, height);
    }

    /**
     * Of an odd number of pixels around it, a large picture has more behind, a small one before.
     */
    private static int start(int length, int wanted) {
      return Math.floorDiv(length - wanted, 2);
    }
  }

  /**
   * Reads the settings in a model folder.
   *
   * @throws ModelFormatException if they are missing, damaged or not supported
   */
  public static ImagePreprocessor read(Path folder) {
    return PreprocessorReader.read(folder);
  }

  /** Returns the values of a rescale and a norm. */
  static float[][] values(double factor, double[] mean, double[] deviation) {
    float[][] values = new float[CHANNELS][256];
    for (int c = 0; c < CHANNELS; c++) {
      for (int i = 0; i < 256; i++) {
        values[c][i] = ((float) (i * factor) - (float) mean[c]) / (float) deviation[c];
      }
    }
    return values;
  }

  /** Returns the pixels that the model sees. */
  public RgbImage pixels(RgbImage image) {
    RgbImage resized = resize.apply(image, resampling);
    return crop.map(c -> c.apply(resized)).orElse(resized);
  }

  /** Returns what it does, for people. */
  public String description() {
    String cut = crop.map(c -> ", middle of %d x %d".formatted(c.width, c.height)).orElse("");
    return "%s by %s%s"
        .formatted(resize.description(), resampling.name().toLowerCase(Locale.ROOT), cut);
  }

  /** Returns pictures of pixels that {@link #pixels} has returned, as numbers. */
  public GridBatch batch(List<RgbImage> pixels) {
    Grids grids =
        new Grids(
            pixels.stream().mapToInt(RgbImage::height).toArray(),
            pixels.stream().mapToInt(RgbImage::width).toArray());
    Matrix numbers = Matrix.zeros(grids.rows(), CHANNELS);
    int at = 0;
    for (RgbImage image : pixels) {
      byte[] rgb = image.rgb();
      for (int i = 0; i < rgb.length; i++) {
        numbers.data()[at + i] = values[i % CHANNELS][rgb[i] & 0xFF];
      }
      at += rgb.length;
    }
    return new GridBatch(numbers, grids);
  }
}
