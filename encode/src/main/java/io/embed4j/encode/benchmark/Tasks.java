package io.embed4j.encode.benchmark;

import io.embed4j.core.config.Names;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.benchmark.SimilarityTask.Layout;
import java.util.List;

/** All tasks. */
public final class Tasks {
  private static final List<Task> ALL =
      List.of(
          new SimilarityTask(
              "stsb-en",
              "STS benchmark, test: English pairs with scores of similarity",
              "stsb-multi-mt-en-zh",
              "stsb-en-test.csv",
              Layout.CSV),
          new SimilarityTask(
              "stsb-zh",
              "STS benchmark, test, translated into Chinese by machine",
              "stsb-multi-mt-en-zh",
              "stsb-zh-test.csv",
              Layout.CSV),
          new SimilarityTask(
              "stsb-zh-cnsd",
              "Chinese STS-B, test: translated and partly corrected by hand",
              "stsb-zh-cnsd",
              "sts-b-test.txt",
              Layout.TABS),
          new ParaphraseTask("pawsx-zh", "PAWS-X Chinese, test: paraphrase or not", "pawsx-zh"),
          new RetrievalTask("scifact", "SciFact: claims to scientific abstracts", "scifact"));

  private Tasks() {}

  /** Returns all tasks. */
  public static List<Task> all() {
    return ALL;
  }

  /**
   * Returns the task of a name.
   *
   * @throws NotFoundException if there is none; the message names the nearest
   */
  public static Task find(String name) {
    return ALL.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no task %s%s; there are %s"
                        .formatted(
                            name,
                            Names.nearest(name, names()).map(n -> ", perhaps " + n).orElse(""),
                            String.join(", ", names()))));
  }

  private static List<String> names() {
    return ALL.stream().map(Task::name).toList();
  }
}
