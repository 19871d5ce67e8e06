package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.hub.Hub;
import io.embed4j.encode.hub.HubConfig;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.model.EncoderSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code models ls}: which models are at hand. */
@Command(
    name = "ls",
    description = "List the models that are at hand: those that come along, and those fetched.",
    footerHeading = "%nExample:%n",
    footer = "  embed4j models ls --json")
final class EncodersLsCommand implements Callable<Integer> {
  private static final double MEBI = 1 << 20;

  @Mixin private CommonOptions common;

  /** A model; no folder where it is not unpacked yet. */
  private record Entry(String name, EncoderSummary summary, Optional<Path> folder) {}

  @Override
  public Integer call() {
    List<Entry> entries = new ArrayList<>();
    for (DefaultModel model : DefaultModel.values()) {
      if (model.isPresent()) {
        entries.add(new Entry(EncoderOption.nameOf(model), model.summary(), model.unpacked()));
      }
    }
    Hub.of(HubConfig.fromEnvironment())
        .cached()
        .forEach(
            (name, folder) ->
                entries.add(new Entry(name, EncoderSummary.of(folder), Optional.of(folder))));
    if (common.json()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      entries.forEach(entry -> array.add(json(entry)));
      common.print(array);
    } else {
      int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(5);
      print(width, "model", "family", "dim", "MiB", "where");
      entries.forEach(entry -> print(width, entry));
    }
    return ExitCode.OK;
  }

  private void print(int width, Entry entry) {
    EncoderSummary summary = entry.summary();
    print(
        width,
        entry.name(),
        summary.family().isEmpty() ? "?" : summary.family(),
        summary.dim().isPresent() ? "" + summary.dim().getAsInt() : "?",
        entry
            .folder()
            .map(f -> String.format(Locale.ROOT, "%.0f", EncoderSummary.bytes(f) / MEBI))
            .orElse("-"),
        entry.folder().map(Path::toString).orElse("in the program, unpacked at first use"));
  }

  private void print(int width, String name, String family, String dim, String size, String where) {
    String row = "%-" + width + "s  %-11s %5s %6s  %s%n";
    common.out().printf(row, name, family, dim, size, where);
  }

  private static ObjectNode json(Entry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", entry.name()).put("family", entry.summary().family());
    entry.summary().dim().ifPresent(dim -> node.put("dim", dim));
    entry
        .folder()
        .ifPresent(f -> node.put("bytes", EncoderSummary.bytes(f)).put("folder", f.toString()));
    return node;
  }
}
