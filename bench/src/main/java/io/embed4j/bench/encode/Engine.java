package io.embed4j.bench.encode;

import java.util.List;

/** What turns sentences into vectors: ours or another's. */
interface Engine extends AutoCloseable {
  /** Returns its name in tables and results. */
  String name();

  /** Returns the vectors of texts, in their order. */
  List<float[]> encodeAll(List<String> texts);

  @Override
  void close();
}
