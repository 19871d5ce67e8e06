package io.embed4j.graph.run;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A run of a second on a random graph; as a program of its own it can be killed. */
final class SmallRun {
  private SmallRun() {}

  /**
   * Starts or resumes the run in the folder of the first argument, with a checkpoint after every
   * epoch.
   */
  public static void main(String[] args) {
    RunFolder folder = new RunFolder(Path.of(args[0]));
    try (Workers workers = new Workers(2)) {
      if (!folder.exists()) {
        TrainingRun.create(folder, graph(), config(), origin(), workers);
      }
      TrainingRun.resume(folder, graph(), workers, Duration.ZERO)
          .train(Progress.NONE, () -> false, report -> {});
    }
  }

  static Origin origin() {
    return Origin.of(graph(), "random", "test", "test");
  }

  static KnowledgeGraph graph() {
    Vocabulary entities = new Vocabulary();
    Vocabulary relations = new Vocabulary();
    for (int i = 0; i < 120; i++) {
      entities.add("e" + i);
    }
    for (int i = 0; i < 4; i++) {
      relations.add("r" + i);
    }
    SplittableRandom random = new SplittableRandom(1);
    return new KnowledgeGraph(
        "random",
        entities,
        relations,
        triples(2000, random),
        triples(100, random),
        triples(100, random));
  }

  private static Triples triples(int count, SplittableRandom random) {
    int[][] rows = new int[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = new int[] {random.nextInt(120), random.nextInt(4), random.nextInt(120)};
    }
    return Triples.of(rows);
  }

  static TrainConfig config() {
    return TrainConfigs.read(
        ConfigSource.text(
            "test",
            """
            dim: 8
            batch-size: 40
            epochs: 40
            dropout: {entity: 0.1, relation: 0.1}
            schedule: {decay: {type: plateau, factor: 0.9, patience: 0}}
            validation: {every: 3}
            """));
  }

  /** Returns the bits of all parameters in one number. */
  static int bits(KgeModel model) {
    return 31
            * (31 * Arrays.hashCode(model.entities().data())
                + Arrays.hashCode(model.relations().data()))
        + Arrays.hashCode(model.shared().data());
  }
}
