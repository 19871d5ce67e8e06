package io.embed4j.encode.image;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.math.Vectors;
import io.embed4j.neural.block.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns texts and pictures into vectors of one space, all of length 1, so that the cosine of a text
 * and a picture says how well they fit.
 *
 * <pre>{@code
 * try (JointEncoder encoder = JointEncoder.load(Path.of("clip-vit-base-patch32"))) {
 *   float[] picture = encoder.images().encode(Path.of("cat.jpg"));
 *   List<float[]> labels = encoder.encodeTexts(List.of("a photo of a cat", "a photo of a dog"));
 *   double[] probabilities = encoder.probabilities(picture, labels);
 * }
 * }</pre>
 *
 * <p>A vector has the same bits alone, in any batch, and with any number of threads.
 *
 * <p>Thread-safe.
 */
public final class JointEncoder implements AutoCloseable {
  private static final int TEXTS_AT_ONCE = 64;

  private final JointModel model;
  private final ImageEncoder images;

  private JointEncoder(JointModel model, ImageEncoderOptions options) {
    this.model = model;
    this.images = ImageEncoder.of(model.image(), options);
  }

  /**
   * Loads a folder of transformers: CLIP or SigLIP.
   *
   * @throws NotFoundException if there is no such folder, or no tokenizer in it
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static JointEncoder load(Path folder) {
    return of(JointModel.read(folder), ImageEncoderOptions.defaults());
  }

  /** Returns an encoder of a model that has been read. */
  public static JointEncoder of(JointModel model, ImageEncoderOptions options) {
    return new JointEncoder(model, options);
  }

  /** Returns the model. */
  public JointModel model() {
    return model;
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return images.dim();
  }

  /** Returns the encoder of pictures; closing either closes both. */
  public ImageEncoder images() {
    return images;
  }

  /** Returns the vector of a text. */
  public float[] encodeText(String text) {
    return encodeTexts(List.of(text)).getFirst();
  }

  /** Returns the vectors of texts, in their order. */
  public List<float[]> encodeTexts(List<String> texts) {
    List<int[]> ids = texts.parallelStream().map(model::ids).toList();
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += TEXTS_AT_ONCE) {
      TokenBatch batch =
          TokenBatch.of(ids.subList(from, Math.min(ids.size(), from + TEXTS_AT_ONCE)));
      vectors.addAll(
          images.computed(workers -> ImageEncoder.unitRows(model.dual().texts(batch, workers))));
    }
    return vectors;
  }

  /**
   * Returns how probable it is that texts fit a picture: that one of them does, which adds up to 1
   * (CLIP), or of each alone (SigLIP).
   *
   * @param image vector of a picture
   * @param texts vectors of texts
   */
  public double[] probabilities(float[] image, List<float[]> texts) {
    double[] cosines =
        texts.stream().mapToDouble(text -> Vectors.cosine(image, 0, text, 0, dim())).toArray();
    return model.dual().logits().probabilities(cosines);
  }

  /** Ends the threads; no call may be under way. */
  @Override
  public void close() {
    images.close();
  }
}
