package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the commands about models that encode texts. */
@Command(
    name = "models",
    description = "Models that encode texts: which are at hand, what they do, fetching others.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {EncodersLsCommand.class, EncodersShowCommand.class, EncodersPullCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class EncodersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing after models");
  }
}
