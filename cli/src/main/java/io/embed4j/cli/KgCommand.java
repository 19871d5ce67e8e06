package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the knowledge-graph commands; each is one line in {@code subcommands}. */
@Command(
    name = "kg",
    description = "Knowledge graphs: look at them, embed them, complete them.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      InspectCommand.class,
      ModelsCommand.class,
      TrainCommand.class,
      ResumeCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      CalibrateCommand.class,
      PatternsCommand.class,
      CompleteCommand.class,
      HideCommand.class,
      RulesCommand.class,
      EnsembleCommand.class,
      ExplainCommand.class,
      AddCommand.class,
      RecommendCommand.class,
      ClassifyCommand.class,
      ClusterCommand.class,
      SimilarCommand.class,
      ExportCommand.class,
      ExperimentsCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND")
final class KgCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing after kg");
  }
}
