package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kg rules}: rules that hold in a graph; each command is one line here. */
@Command(
    name = "rules",
    description = "Mine rules that people can read, and complete the graph by them.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      RulesMineCommand.class,
      RulesEvaluateCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing after kg rules");
  }
}
