package io.embed4j.encode.benchmark;

import java.nio.file.Path;

/** Something to measure vectors by. */
public interface Task {
  /** Returns what people call it. */
  String name();

  /** Returns a sentence about it. */
  String about();

  /** Returns the name of its data: a folder, or an archive of that name and .tar.gz. */
  String data();

  /**
   * Measures.
   *
   * @param data the folder or archive
   * @throws io.embed4j.core.error.DataFormatException if a file is missing or damaged
   */
  TaskResult evaluate(VectorSource source, Path data);
}
