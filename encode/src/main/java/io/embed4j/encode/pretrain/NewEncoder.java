package io.embed4j.encode.pretrain;

import io.embed4j.encode.model.EncoderSettings;
import io.embed4j.encode.model.Pooling;
import io.embed4j.encode.token.train.TrainedTokenizer;
import java.nio.file.Path;

/** Encoders that have learnt nothing yet. */
public final class NewEncoder {
  private NewEncoder() {}

  /**
   * Writes a folder of sentence-transformers: a tokenizer, a model of random weights, and the mean
   * of the tokens' vectors as the vector of a text.
   *
   * @param folder a new one, or one whose files are replaced
   * @param seed of the weights
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  public static void write(Path folder, TrainedTokenizer tokenizer, EncoderShape shape, long seed) {
    tokenizer.write(folder, shape.positions());
    EncoderSettings.writeModules(
        folder, Pooling.of(Pooling.Mode.MEAN), shape.dim(), shape.positions());
    shape.withVocabulary(tokenizer.tokenizer().vocabularySize()).write(folder, seed);
  }
}
