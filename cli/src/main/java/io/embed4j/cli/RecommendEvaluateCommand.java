package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.recommend.Method;
import io.embed4j.graph.reason.recommend.MethodComparison;
import io.embed4j.graph.reason.recommend.MethodFigures;
import io.embed4j.graph.reason.recommend.Protocol;
import io.embed4j.graph.reason.recommend.RecommendationData;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code kg recommend evaluate}: methods of recommendation beside each other. */
@Command(
    name = "evaluate",
    description = {
      "Measure methods on the same parts of the same data. Settings are chosen on the validation",
      "part of seed 1, epochs on that of each seed; figures are of the test part, means over seeds.",
      "",
      "Protocols: clicks tells likes from other ratings (60 % train, 20 % validation, 20 % test;",
      "AUC; F1 at probability 1/2; AUC of the items that somebody likes in the train part).",
      "random finds 10 % of the likes, and last the latest like of each user, among all items that",
      "the user does not like in the other parts (recall, NDCG and hit rate of the first 20).",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg recommend evaluate lastfm-kg.tar.gz --protocol clicks --seeds 5",
      "  embed4j kg recommend evaluate ml-latest-small.tar.gz --protocol last --methods bpr,complex",
    })
final class RecommendEvaluateCommand implements Callable<Integer> {
  private static final long FIRST_SEED = 1;

  @Mixin private CommonOptions common;
  @Mixin private RatedDataOptions data;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "RANDOM",
      description = "How to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Protocol protocol = Protocol.RANDOM;

  @Option(
      names = "--methods",
      split = ",",
      converter = MethodName.class,
      paramLabel = "NAME",
      description = {
        "Some of popularity, item-knn, bpr, transe, distmult, complex and complex-likes, which",
        "is complex without knowledge (default: all)."
      })
  private List<Method> methods = List.of(Method.values());

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many splits: the seeds 1 to N (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  /** A method by the name that it has in files. */
  static final class MethodName implements ITypeConverter<Method> {
    @Override
    public Method convert(String name) {
      return Arrays.stream(Method.values())
          .filter(method -> method.key().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "no method is named "
                          + name
                          + "; the methods are "
                          + Arrays.stream(Method.values())
                              .map(Method::key)
                              .collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Integer call() {
    result.require();
    if (seeds < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--seeds must be at least 1, but is " + seeds);
    }
    RecommendationData read = data.read();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("data", read.name()).put("protocol", protocol.key()).put("seeds", seeds);
    ArrayNode list = json.putArray("methods");
    for (Method method : methods) {
      CostMeter meter = CostMeter.start(threads.count());
      MethodFigures figures;
      try (Workers workers = threads.workers()) {
        figures =
            new MethodComparison(read, protocol, workers).measure(method, seeds, common.progress());
      }
      if (!common.json()) {
        print(figures, read, method == methods.getFirst());
      }
      list.add(json(figures));
      var subject =
          new ResultOption.Subject("recommendation-" + protocol.key(), read.name(), method.key());
      result.writeOneOf(subject, figures.means(), FIRST_SEED, meter);
    }
    if (common.json()) {
      common.print(json);
    }
    return ExitCode.OK;
  }

  /** Prints a line as soon as it is known: some methods take minutes. */
  private void print(MethodFigures figures, RecommendationData read, boolean isFirst) {
    if (isFirst) {
      common
          .out()
          .printf(
              "%s, protocol %s, seeds 1 to %d: %,d users, %,d items, %,d likes, %,d facts%n%n",
              read.name(),
              protocol.key(),
              seeds,
              read.users(),
              read.items(),
              read.ratings().likes().size(),
              read.knowledge().size());
      common.out().printf(Locale.ROOT, "%-14s", "method");
      figures.means().keySet().forEach(name -> common.out().printf("%16s", name));
      common.out().println("     sd  settings (epochs)");
    }
    common.out().printf(Locale.ROOT, "%-14s", figures.method().key());
    figures.means().values().forEach(mean -> common.out().printf(Locale.ROOT, "%16.4f", mean));
    common.out().printf(Locale.ROOT, "  %.3f  %s", figures.deviation(), figures.settings());
    if (figures.epochs().stream().anyMatch(epoch -> epoch > 0)) {
      common.out().print(" (" + median(figures.epochs()) + ")");
    }
    common.out().println();
    common.out().flush();
  }

  private static int median(List<Integer> epochs) {
    return epochs.stream().sorted().toList().get(epochs.size() / 2);
  }

  private static ObjectNode json(MethodFigures figures) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("method", figures.method().key())
        .put("usesKnowledge", figures.method().usesKnowledge());
    ObjectNode means = node.putObject("figures");
    figures.means().forEach(means::put);
    node.put("deviation", figures.deviation()).put("settings", figures.settings());
    ArrayNode epochs = node.putArray("epochs");
    figures.epochs().forEach(epochs::add);
    return node;
  }
}
