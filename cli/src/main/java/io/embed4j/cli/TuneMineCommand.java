package io.embed4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.mine.HardNegatives;
import io.embed4j.encode.tune.mine.MiningConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tune mine}: finds hard negatives. */
@Command(
    name = "mine",
    description = {
      "Find hard negatives: near a question for an encoder, and none of its answers.",
      "The result is pairs that embed4j tune and tune adapter read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j tune mine --pairs questions.tsv --corpus documents.txt --out mined.jsonl",
      "  embed4j tune mine --beir scifact.tar.gz --negatives 7 --relative-margin 0.1 --out m.jsonl",
    })
final class TuneMineCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EncoderOption encoder;
  @Mixin private QuestionOptions questions;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the pairs go: JSON lines of query, positive, negatives.")
  private Path out = Path.of("");

  @Option(
      names = "--negatives",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many a pair, at most (default: ${DEFAULT-VALUE}).")
  private int negatives;

  @Option(
      names = "--from",
      paramLabel = "RANK",
      defaultValue = "0",
      description = {
        "Leave out documents above this rank: the likeliest to",
        "be answers that nobody noted (default: ${DEFAULT-VALUE})."
      })
  private int from;

  @Option(
      names = "--to",
      paramLabel = "RANK",
      defaultValue = "100",
      description = "Leave out documents from this rank on (default: ${DEFAULT-VALUE}).")
  private int to;

  @Option(
      names = "--margin",
      paramLabel = "COSINE",
      defaultValue = "-2",
      description = {
        "A negative's cosine is lower than its answer's by this",
        "much (default: ${DEFAULT-VALUE}, which is no limit)."
      })
  private double margin;

  @Option(
      names = "--relative-margin",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = {
        "A negative's cosine is lower than its answer's by this",
        "share of it (default: ${DEFAULT-VALUE})."
      })
  private double relativeMargin;

  @Option(names = "--sample", description = "Draw from the range instead of taking its top.")
  private boolean sampled;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the draw (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    MiningConfig config =
        new MiningConfig(negatives, from, to, margin, relativeMargin, sampled, seed);
    QuestionOptions.Questions asked = questions.read();
    List<Example> mined;
    try (TextEncoder open = encoder.open();
        Workers workers = Workers.all()) {
      HardNegatives miner =
          new HardNegatives(
              config,
              QuestionOptions.questions(open, common.progress()),
              QuestionOptions.documents(open, common.progress()));
      mined = miner.mine(asked.pairs(), asked.corpus(), workers);
    }
    ObjectMapper mapper = new ObjectMapper();
    String lines =
        mined.stream()
            .map(
                pair -> {
                  ObjectNode line = mapper.createObjectNode().put("query", pair.first());
                  line.put("positive", pair.second());
                  pair.negatives().forEach(line.putArray("negatives")::add);
                  return line.toString();
                })
            .collect(Collectors.joining("\n", "", "\n"));
    AtomicFile.writeText(out, lines);
    print(mined);
    return ExitCode.OK;
  }

  private void print(List<Example> mined) {
    int found = mined.stream().mapToInt(pair -> pair.negatives().size()).sum();
    if (common.json()) {
      common.print(
          new ObjectMapper()
              .createObjectNode()
              .put("pairs", mined.size())
              .put("negatives", found)
              .put("file", out.toString()));
      return;
    }
    common
        .out()
        .printf(Locale.ROOT, "%,d pairs, %,d hard negatives: %s%n", mined.size(), found, out);
  }
}
