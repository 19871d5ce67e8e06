package io.embed4j.cli;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --index} and {@code --model}: an index, and the encoder that its texts go through. */
final class IndexOption {
  /** The vectors of texts. */
  static final String TEXT = "text";

  private static final String MODEL = "model";
  private static final String DEFAULT_MODEL = "english";

  @Option(
      names = "--index",
      paramLabel = "DIR",
      defaultValue = "embed4j-index",
      description = "The folder of the index (default: ${DEFAULT-VALUE}, where you are).")
  private Path folder = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "english (all-MiniLM-L6-v2), chinese (bge-small-zh-v1.5), a folder, or ORG/NAME that",
        "models pull has fetched (default: that of the index; english for a new one).",
      })
  private Optional<String> model = Optional.empty();

  @Mixin private ThreadsOption threads;

  /** Returns where the index is. */
  Path folder() {
    return folder;
  }

  /** Opens the index to look into. */
  IndexView view() {
    if (!SearchIndex.exists(folder)) {
      throw new NotFoundException(
          "there is no index %s: make one by embed4j index FOLDER".formatted(folder));
    }
    return IndexView.open(folder);
  }

  /** Loads the encoder of an index, or the one that was asked for. */
  TextEncoder encoder(IndexSettings settings) {
    return encoder(name(settings));
  }

  private TextEncoder encoder(String name) {
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    return TextEncoder.of(EncoderOption.read(name), options);
  }

  private String name(IndexSettings settings) {
    return model.orElseGet(() -> settings.notes().getOrDefault(MODEL, DEFAULT_MODEL));
  }

  /** Loads the encoder to ask an index by, whose texts must have gone through the same. */
  TextEncoder asking(IndexView view) {
    VectorField field = view.settings().vector(TEXT);
    TextEncoder encoder = encoder(view.settings());
    TextEncoder cut = encoder.dimensions(Math.min(field.dim(), encoder.dim()));
    try {
      field.require(cut.fingerprint());
      return cut;
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  /** An index that is being written, and the encoder for its texts. */
  record Opened(SearchIndex index, TextEncoder encoder) implements AutoCloseable {
    @Override
    public void close() {
      index.close();
      encoder.close();
    }
  }

  /**
   * Opens the index to write to, or makes one, with vectors of texts.
   *
   * @param precision of a new index
   * @param firstPass of a new index: dimensions of the first pass, all if empty
   */
  Opened open(Precision precision, Optional<Integer> firstPass) {
    SearchIndex index = SearchIndex.open(folder, IndexSettings.defaults());
    try {
      String name = name(index.settings());
      TextEncoder encoder = encoder(name);
      try {
        ModelFingerprint print = encoder.fingerprint();
        index.addVectors(new VectorField(TEXT, precision, firstPass.orElse(print.dim()), print));
        index.note(MODEL, name);
        return new Opened(index, encoder);
      } catch (RuntimeException e) {
        encoder.close();
        throw e;
      }
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }
}
