package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.Interactions.Definition;
import io.embed4j.graph.model.Reference;
import io.embed4j.graph.train.TrainConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kg models}: what can stand after {@code --model}. */
@Command(
    name = "models",
    description = "List the models: names, what they compute, where they come from.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg models",
      "  embed4j kg train --data codex-s --model transe --set model.norm=l1",
    })
final class ModelsCommand implements Callable<Integer> {
  private static final String ROW = "%-9s %-62s %s%n";

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    if (common.json()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      Interactions.all().forEach(model -> list.add(json(model)));
      common.print(list);
      return ExitCode.OK;
    }
    common.out().printf(Locale.ROOT, ROW, "name", "score", "paper");
    for (Definition model : Interactions.all()) {
      common
          .out()
          .printf(Locale.ROOT, ROW, model.name(), model.description(), shortly(model.reference()));
    }
    common.out().println();
    common.out().println("Settings of their own, and who has them (default):");
    ownSettings().forEach((key, who) -> common.out().printf("  --set model.%s=…%n%s", key, who));
    return ExitCode.OK;
  }

  private static Map<String, String> ownSettings() {
    Map<String, String> lines = new TreeMap<>();
    for (Definition model : Interactions.all()) {
      settings(model)
          .forEach(
              (key, value) ->
                  lines.merge(
                      key,
                      String.format(Locale.ROOT, "      %-9s (%s)%n", model.name(), value),
                      String::concat));
    }
    return lines;
  }

  private static Map<String, String> settings(Definition model) {
    return Interactions.create(model.name(), TrainConfig.defaults().dim(), Map.of()).settings();
  }

  /** Returns authors and year as texts cite them, such as "Sun et al. 2019". */
  private static String shortly(Reference reference) {
    List<String> authors = List.of(reference.authors().split(", ", -1));
    String who =
        switch (authors.size()) {
          case 1 -> authors.getFirst();
          case 2 -> authors.getFirst() + ", " + authors.getLast();
          default -> authors.getFirst() + " et al.";
        };
    return who + " " + reference.year();
  }

  private static ObjectNode json(Definition model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", model.name()).put("description", model.description());
    node.putObject("paper")
        .put("title", model.reference().title())
        .put("authors", model.reference().authors())
        .put("venue", model.reference().venue())
        .put("year", model.reference().year());
    new TreeMap<>(settings(model)).forEach(node.putObject("settings")::put);
    return node;
  }
}
