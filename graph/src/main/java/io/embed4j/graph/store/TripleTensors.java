package io.embed4j.graph.store;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.format.TensorInfo;
import io.embed4j.graph.data.Triples;
import java.nio.file.Path;

/** Triples as a tensor of whole numbers: one row of head, relation, tail a triple. */
final class TripleTensors {
  private TripleTensors() {}

  static Tensor of(Triples triples) {
    int[] rows = new int[Math.multiplyExact(3, triples.size())];
    for (int i = 0; i < triples.size(); i++) {
      rows[3 * i] = triples.head(i);
      rows[3 * i + 1] = triples.relation(i);
      rows[3 * i + 2] = triples.tail(i);
    }
    return Tensor.of(rows, triples.size(), 3);
  }

  /** Reads a tensor and checks that its ids exist. */
  static Triples read(Path path, SafetensorsFile file, String name, int entities, int relations) {
    long size = file.info(name).map(TensorInfo::shape).map(shape -> shape.getFirst()).orElse(0L);
    int[] rows = file.ints(name, size, 3);
    int[] heads = new int[rows.length / 3];
    int[] rels = new int[heads.length];
    int[] tails = new int[heads.length];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = rows[3 * i];
      rels[i] = rows[3 * i + 1];
      tails[i] = rows[3 * i + 2];
      if (!isBelow(heads[i], entities)
          || !isBelow(rels[i], relations)
          || !isBelow(tails[i], entities)) {
        throw new ModelFormatException(
            "%s: triple %d of %s is (%d, %d, %d), but there are %d entities and %d relations"
                .formatted(path, i, name, heads[i], rels[i], tails[i], entities, relations));
      }
    }
    return new Triples(heads, rels, tails);
  }

  private static boolean isBelow(int id, int size) {
    return id >= 0 && id < size;
  }
}
