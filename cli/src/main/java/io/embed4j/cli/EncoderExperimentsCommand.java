package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code experiments}: runs about encoders that anybody can repeat. */
@Command(
    name = "experiments",
    description = {
      "Repeat the experiments about encoders whose figures this project publishes.",
      "Those about knowledge graphs: embed4j kg experiments."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {EncodersComparedCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class EncoderExperimentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing after experiments");
  }
}
