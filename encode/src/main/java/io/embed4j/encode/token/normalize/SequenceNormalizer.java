package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.Text;
import java.util.List;

/** Normalizers one after the other. */
public record SequenceNormalizer(List<Normalizer> parts) implements Normalizer {
  /** Copies the list. */
  public SequenceNormalizer {
    parts = List.copyOf(parts);
  }

  @Override
  public void normalize(Text text) {
    for (Normalizer part : parts) {
      part.normalize(text);
    }
  }
}
