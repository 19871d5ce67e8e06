package io.embed4j.cli;

import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.experiment.TypedCommand;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --result}, the same in every command that measures a trained model. */
final class ResultOption {
  private static final String SUFFIX = ".json";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--result",
      paramLabel = "FILE",
      description = "Write the figures to a result file, such as experiments/results/NAME.json.")
  private Optional<Path> file = Optional.empty();

  /** Refuses a file of another kind; for the time before the work begins. */
  void require() {
    if (file.isPresent() && !file.get().toString().endsWith(SUFFIX)) {
      throw new ParameterException(
          spec.commandLine(), "--result must end in .json, but is " + file.get());
    }
  }

  /**
   * What was measured.
   *
   * @param kind such as "link-prediction"
   * @param data on what
   * @param model with which model or method
   */
  record Subject(String kind, String data, String model) {}

  /** Returns whether figures are asked for. */
  boolean isGiven() {
    return file.isPresent();
  }

  /** Writes figures of a trained model if asked for. */
  void write(
      String kind, TrainedModel trained, Map<String, Double> figures, long seed, CostMeter meter) {
    String model = Interactions.of(trained.model().interaction()).name();
    write(new Subject(kind, trained.graph().name(), model), figures, seed, meter);
  }

  /** Writes figures if asked for. */
  void write(Subject subject, Map<String, Double> figures, long seed, CostMeter meter) {
    file.ifPresent(path -> write(path, stem(path), subject, figures, seed, meter));
  }

  /** Writes the figures of one of several models, if asked for, into a file with its name added. */
  void writeOneOf(Subject subject, Map<String, Double> figures, long seed, CostMeter meter) {
    file.ifPresent(
        path -> write(path, stem(path) + "-" + subject.model(), subject, figures, seed, meter));
  }

  private static String stem(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private void write(
      Path path,
      String name,
      Subject subject,
      Map<String, Double> figures,
      long seed,
      CostMeter meter) {
    Result result =
        new Result(
            name,
            subject.kind(),
            subject.data(),
            subject.model(),
            figures,
            Optional.empty(),
            command(),
            seed,
            meter.soFar(),
            Commit.of(ResultsOption.home()));
    ResultFile.write(path.toAbsolutePath().resolveSibling(""), result);
  }

  private String command() {
    var typed = spec.root().commandLine().getParseResult().originalArgs();
    return TypedCommand.of("./embed4j", typed);
  }
}
