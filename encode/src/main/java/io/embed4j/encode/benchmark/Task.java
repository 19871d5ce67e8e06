package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataSet;
import java.nio.file.Path;
import java.util.Optional;

/** A data set and the rules by which vectors are measured on it. Thread-safe: no state. */
public interface Task {
  /** Returns the name, such as "stsb-en". */
  String name();

  /** Returns which part of the data it measures on: "test", "dev" or "train". */
  String part();

  /** Returns the name of the data set's archive or folder, such as "stsb-multi-mt-en-zh". */
  String dataSet();

  /** Returns one line on what is measured. */
  String description();

  /**
   * Measures vectors.
   *
   * @param data archive or folder of the data set, or a folder that holds either, itself or in
   *     "text"
   * @throws io.embed4j.core.error.NotFoundException if the data set or a file of it is missing
   * @throws io.embed4j.core.error.DataFormatException if a file is not what it should be
   * @throws IllegalArgumentException if the source does not keep its promise
   */
  TaskResult evaluate(VectorSource source, Path data, Progress progress);

  /**
   * Measures vectors on the data set below the folder that EMBED4J_DATA names.
   *
   * @see #evaluate(VectorSource, Path, Progress)
   */
  default TaskResult evaluate(VectorSource source, Progress progress) {
    Optional<String> variable = Optional.ofNullable(System.getenv(DataSet.VARIABLE));
    return evaluate(source, DataSet.root(variable), progress);
  }
}
