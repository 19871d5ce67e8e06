package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kg experiments}: runs that anybody can repeat; each command is one line here. */
@Command(
    name = "experiments",
    description = "Repeat the runs whose figures this project publishes.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      ExperimentsLsCommand.class,
      ExperimentsShowCommand.class,
      ExperimentsRunCommand.class,
      ExperimentsTableCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND")
final class ExperimentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing after experiments");
  }
}
