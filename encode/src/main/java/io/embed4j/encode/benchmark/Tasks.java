package io.embed4j.encode.benchmark;

import io.embed4j.core.config.Names;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.benchmark.data.BeirFiles;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.PairFiles;
import io.embed4j.encode.benchmark.data.QuestionFiles;
import io.embed4j.encode.benchmark.data.RetrievalSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** All tasks, by name. */
public final class Tasks {
  private static final String TEST = "test";
  private static final String DEV = "dev";
  private static final String TRAIN = "train";

  private static final List<Task> ALL =
      List.of(
          stsb("en", TEST),
          stsb("en", DEV),
          stsb("zh", TEST),
          stsb("zh", DEV),
          crossed(TEST),
          crossed(DEV),
          cnsd(TEST),
          cnsd(DEV),
          pawsx(TEST),
          pawsx(DEV),
          scifact(TEST),
          scifact(TRAIN),
          new RetrievalTask(
              "cmrc2018",
              DEV,
              "cmrc2018-dev",
              "retrieval: Chinese question to passage",
              QuestionFiles::cmrc),
          new RetrievalTask(
              "rgb-zh",
              TEST,
              "rgb-zh",
              "retrieval: Chinese news question to passages",
              QuestionFiles::rgb),
          new WordSimilarityTask(
              "word-similarity",
              TEST,
              "word-similarity",
              "similarity: 13 sets of English word pairs"),
          new AnalogyTask(
              "analogy-en",
              TEST,
              "word-analogy",
              "analogies: Google's, English",
              List.of("questions-words.txt")),
          new AnalogyTask(
              "analogy-zh",
              TEST,
              "word-analogy",
              "analogies: CA8, Chinese",
              List.of("CA8/morphological.txt", "CA8/semantic.txt")));

  private Tasks() {}

  /** Returns all tasks. */
  public static List<Task> all() {
    return ALL;
  }

  /**
   * Returns the task of a name on its usual part: the test part, where there is one.
   *
   * @throws NotFoundException if there is none; the message proposes the nearest name
   */
  public static Task find(String name) {
    return named(name).getFirst();
  }

  /**
   * Returns the task of a name on a part of its data.
   *
   * @throws NotFoundException if there is none; the message says which there are
   */
  public static Task find(String name, String part) {
    List<Task> parts = named(name);
    return parts.stream()
        .filter(task -> task.part().equals(part))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "%s has no part \"%s\"; it has %s"
                        .formatted(
                            name,
                            part,
                            parts.stream().map(Task::part).collect(Collectors.joining(", ")))));
  }

  private static List<Task> named(String name) {
    List<Task> tasks = ALL.stream().filter(task -> task.name().equals(name)).toList();
    if (tasks.isEmpty()) {
      throw unknown(name);
    }
    return tasks;
  }

  private static NotFoundException unknown(String name) {
    List<String> names = ALL.stream().map(Task::name).distinct().toList();
    String proposal =
        Names.nearest(name, names).map(near -> "; did you mean " + near + "?").orElse(".");
    return new NotFoundException(
        "there is no task \"" + name + "\"" + proposal + " Tasks: " + String.join(", ", names));
  }

  /**
   * Returns documents, questions and judgements of a task of retrieval.
   *
   * @param data as for {@link Task#evaluate}
   * @throws NotFoundException if the task is of another kind, or its data is missing
   */
  public static RetrievalSet questions(Task task, Path data) {
    if (task instanceof RetrievalTask retrieval) {
      return retrieval.reader().apply(DataSet.find(retrieval.dataSet(), data));
    }
    throw new NotFoundException(
        task.name()
            + " has no documents to search; tasks that have: "
            + ALL.stream()
                .filter(RetrievalTask.class::isInstance)
                .map(Task::name)
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private static Task scifact(String part) {
    return new RetrievalTask(
        "scifact",
        part,
        "scifact",
        "retrieval: scientific claim to abstract, as in BEIR",
        data -> BeirFiles.read(data, part));
  }

  private static Task stsb(String language, String part) {
    String file = "stsb-" + language + "-" + part + ".csv";
    return new SimilarityTask(
        "stsb-" + language,
        part,
        "stsb-multi-mt-en-zh",
        "similarity: STS benchmark, "
            + (language.equals("en") ? "English" : "translated into Chinese"),
        data -> PairFiles.csv(data, file));
  }

  private static Task crossed(String part) {
    return new SimilarityTask(
        "stsb-en-zh",
        part,
        "stsb-multi-mt-en-zh",
        "similarity: STS benchmark, English sentence against Chinese sentence",
        data -> PairFiles.crossed(data, "stsb-en-" + part + ".csv", "stsb-zh-" + part + ".csv"));
  }

  private static Task cnsd(String part) {
    return new SimilarityTask(
        "stsb-zh-cnsd",
        part,
        "stsb-zh-cnsd",
        "similarity: STS benchmark in Chinese, partly corrected by hand",
        data -> PairFiles.tabs(data, "sts-b-" + part + ".txt"));
  }

  private static Task pawsx(String part) {
    return new PairClassificationTask(
        "pawsx-zh",
        part,
        "pawsx-zh",
        "pairs: Chinese paraphrases against sentences of the same words",
        data -> PairFiles.pawsx(data, part + "_2k.tsv"));
  }
}
