package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.encode.hub.Hub;
import io.embed4j.encode.hub.HubConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models pull}: fetches a model from a hub. */
@Command(
    name = "pull",
    description = {
      "Fetch a model from a hub into the cache that other programs share. What breaks off goes on",
      "where it stopped. HF_ENDPOINT names another hub, HF_TOKEN opens models that need a login.",
    },
    footerHeading = "%nExample:%n",
    footer = "  embed4j models pull BAAI/bge-small-en-v1.5")
final class EncodersPullCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "ORG/NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      defaultValue = "main",
      description = "A branch, a tag or a commit (default: ${DEFAULT-VALUE}).")
  private String revision = "";

  @Override
  public Integer call() {
    Path folder = Hub.of(HubConfig.fromEnvironment()).pull(model, revision, common.progress());
    if (common.json()) {
      common.print(JsonNodeFactory.instance.objectNode().put("folder", folder.toString()));
    } else {
      common.out().println(folder);
    }
    return ExitCode.OK;
  }
}
