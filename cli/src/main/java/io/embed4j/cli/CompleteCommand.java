package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.GraphSources;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.data.read.Source;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.CalibrationFile;
import io.embed4j.graph.reason.complete.Completer;
import io.embed4j.graph.reason.complete.CompletionState;
import io.embed4j.graph.reason.complete.Fact;
import io.embed4j.graph.reason.complete.FactFile;
import io.embed4j.graph.reason.complete.Precision;
import io.embed4j.graph.reason.complete.Request;
import io.embed4j.graph.reason.complete.Request.Loops;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.graph.store.TranslatedGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg complete}: the most plausible facts of all that a graph does not hold. */
@Command(
    name = "complete",
    description = {
      "Find the best facts that the graph does not hold, over all heads, relations and tails.",
      "The answer is exact. With --out, Ctrl-C saves, and the same command goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg complete runs/demo --top 20",
      "  embed4j kg complete runs/demo --top 100000 --out new.tsv",
      "  embed4j kg complete runs/demo --relation occupation --per-head 1 --out new.nt",
      "  embed4j kg complete runs/demo --probability 0.9 --out sure.tsv    after kg calibrate",
    })
final class CompleteCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 24;
  private static final int SHOWN_BESIDE_FILE = 10;
  private static final double[] NONE = {};

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "100",
      description = "How many facts at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--relation",
      paramLabel = "NAME",
      description = "Only facts of this relation, or one of several (default: all).")
  private List<String> relations = new ArrayList<>();

  @Option(
      names = "--per-head",
      paramLabel = "N",
      description = "At most N facts of one head (default: no limit).")
  private int perHead = Integer.MAX_VALUE;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description = "Only facts of at least this probability (needs kg calibrate).")
  private Optional<Double> probability = Optional.empty();

  @Option(
      names = "--no-loops",
      description =
          "No facts of an entity with itself, where a relation is not known to have them.")
  private boolean noLoops;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the facts: N-Triples if the name ends in .nt, else TSV.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Facts known to be true: tells the precision at 100, 1,000 and 10,000.")
  private Optional<Path> truth = Optional.empty();

  @Mixin private TypeOptions types;
  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    requireSense();
    CostMeter meter = CostMeter.start(threads.count());
    Path folder = ModelFolder.locate(run);
    TrainedModel trained = ModelFolder.read(folder);
    KnowledgeGraph graph = trained.graph();
    Optional<Calibration> calibration =
        CalibrationFile.read(folder, trained.model(), graph.relations());
    Optional<Triples> known = truth.map(file -> read(file, graph));
    Request request = request(graph, calibration);
    CompletionState end;
    double seconds;
    try (Workers workers = threads.workers();
        StopSignal stop = new StopSignal()) {
      CompletionFile file = new CompletionFile(out, request, trained.model());
      long start = System.nanoTime();
      end =
          new Completer(trained.model(), graph, workers)
              .complete(request, file.read(common), common.progress(), stop::isRaised, file::keep);
      seconds = (System.nanoTime() - start) / 1e9;
      if (end.relationsDone() < request.relations().size()) {
        return file.stop(end, common);
      }
      out.ifPresent(
          path ->
              FactFile.write(path, end.facts(), probabilities(end.facts(), calibration), graph));
      file.delete();
    }
    Map<String, Double> figures = figures(end.facts(), known, seconds);
    print(end.facts(), probabilities(end.facts(), calibration), figures, graph);
    result.write(known.isPresent() ? "completion" : "speed", trained, figures, 0, meter);
    return ExitCode.OK;
  }

  private void requireSense() {
    result.require();
    if (top < 1 || perHead < 1) {
      throw usage("--top and --per-head must be at least 1, but are " + top + " and " + perHead);
    }
    if (probability.isPresent() && !(probability.get() >= 0 && probability.get() <= 1)) {
      throw usage("--probability must be from 0 to 1, but is " + probability.get());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(common.spec().commandLine(), message);
  }

  /** Reads triples of a file that is no graph of its own. */
  private static Triples read(Path file, KnowledgeGraph graph) {
    GraphSources sources =
        new GraphSources(
            file.toString(),
            new GraphSources.TripleSources.Given(
                Source.of(file), Optional.empty(), Optional.empty()),
            List.of());
    return TranslatedGraph.of(GraphReader.read(sources, ReadOptions.DEFAULT).graph(), graph)
        .train();
  }

  private Request request(KnowledgeGraph graph, Optional<Calibration> calibration) {
    IntStream ids =
        relations.isEmpty()
            ? IntStream.range(0, graph.relations().size())
            : relations.stream().mapToInt(graph.relationNames()::resolve).sorted().distinct();
    BitSet looping = noLoops ? looping(graph) : new BitSet();
    List<Request.Wanted> wanted =
        ids.mapToObj(
                id ->
                    new Request.Wanted(
                        id,
                        probability
                            .map(least -> leastScore(id, least, calibration))
                            .orElse(Float.NEGATIVE_INFINITY),
                        noLoops && !looping.get(id) ? Loops.LEFT_OUT : Loops.ALLOWED))
            .toList();
    TypeOptions.Allowed allowed = types.allowed(run, graph, common);
    return new Request(top, perHead, wanted, allowed.heads(), allowed.tails());
  }

  /** Returns the relations that have an entity with itself among the training facts. */
  private static BitSet looping(KnowledgeGraph graph) {
    Triples train = graph.train();
    BitSet looping = new BitSet();
    IntStream.range(0, train.size())
        .filter(i -> train.head(i) == train.tail(i))
        .forEach(i -> looping.set(train.relation(i)));
    return looping;
  }

  private float leastScore(int relation, double least, Optional<Calibration> calibration) {
    return calibration
        .orElseThrow(
            () ->
                new ModelFormatException(
                    run
                        + " has no calibration, so that no probability is known; make one first: "
                        + "embed4j kg calibrate "
                        + run))
        .fit(relation)
        .curve()
        .leastScore(least);
  }

  private static double[] probabilities(List<Fact> facts, Optional<Calibration> calibration) {
    return calibration
        .map(
            known ->
                facts.stream()
                    .mapToDouble(fact -> known.probability(fact.relation(), fact.score()))
                    .toArray())
        .orElse(NONE);
  }

  private static Map<String, Double> figures(
      List<Fact> facts, Optional<Triples> known, double seconds) {
    Map<String, Double> figures = new LinkedHashMap<>();
    known.ifPresent(
        triples ->
            Precision.of(facts, triples)
                .forEach((place, share) -> figures.put("precision@" + place, share)));
    figures.put("seconds", seconds);
    figures.put("facts", (double) facts.size());
    return figures;
  }

  private void print(
      List<Fact> facts, double[] probabilities, Map<String, Double> figures, KnowledgeGraph graph) {
    int shown = out.isPresent() ? Math.min(SHOWN_BESIDE_FILE, facts.size()) : facts.size();
    if (common.json()) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      figures.forEach(root::put);
      out.ifPresent(path -> root.put("out", path.toString()));
      ArrayNode list = root.putArray("best");
      for (int i = 0; i < shown; i++) {
        list.add(json(facts.get(i), i, probabilities, graph));
      }
      common.print(root);
      return;
    }
    for (int i = 0; i < shown; i++) {
      common.out().println(line(facts.get(i), i, probabilities, graph));
    }
    figures.forEach(
        (name, figure) -> {
          if (name.startsWith("precision")) {
            common.out().println(String.format(Locale.ROOT, "%s %.3f", name, figure));
          }
        });
    common.remark(
        "%,d facts in %.1f s".formatted(facts.size(), figures.get("seconds"))
            + out.map(path -> ", written to " + path).orElse(""));
  }

  private static ObjectNode json(Fact fact, int i, double[] probabilities, KnowledgeGraph graph) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("head", graph.entities().name(fact.head()))
            .put("relation", graph.relations().name(fact.relation()))
            .put("tail", graph.entities().name(fact.tail()))
            .put("score", fact.score() + 0f);
    return probabilities.length > 0 ? node.put("probability", probabilities[i]) : node;
  }

  private static String line(Fact fact, int i, double[] probabilities, KnowledgeGraph graph) {
    return String.format(
        Locale.ROOT,
        "%4d  %s %s %s %9.4f%s",
        i + 1,
        Columns.fit(graph.entityNames().display(fact.head()), NAME_WIDTH),
        Columns.fit(graph.relationNames().display(fact.relation()), NAME_WIDTH),
        Columns.fit(graph.entityNames().display(fact.tail()), NAME_WIDTH),
        fact.score() + 0f, // a negated distance of 0 is not shown as -0
        probabilities.length > 0 ? "  p %.3f".formatted(probabilities[i]) : "");
  }
}
