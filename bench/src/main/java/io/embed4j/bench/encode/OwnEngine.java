package io.embed4j.bench.encode;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import java.util.List;

/** Our encoder, with its default options. */
final class OwnEngine implements Engine {
  private final TextEncoder encoder = TextEncoder.load(DefaultModel.ENGLISH_FLOAT32.folder());

  @Override
  public String name() {
    return "embed4j";
  }

  @Override
  public List<float[]> encodeAll(List<String> texts) {
    return encoder.encodeAll(texts);
  }

  /** Returns how many tokens the model sees, special ones included. */
  long tokens(List<String> texts) {
    return encoder.encodings(texts, "", Progress.NONE).stream().mapToLong(Encoding::tokens).sum();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
