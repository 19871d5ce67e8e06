package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.TripleScores;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.CalibrationFile;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg predict}: the most plausible completions of a triple. */
@Command(
    name = "predict",
    description = {
      "Complete a triple: give two of --head, --relation and --tail.",
      "Names may be those of the files or labels. Of a model that kg calibrate has seen, the",
      "probability that each answer makes a true triple is shown too.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg predict runs/demo --head \"Barack Obama\" --relation occupation",
      "  embed4j kg predict runs/demo --relation occupation --tail actor --top 20",
      "  embed4j kg predict runs/demo --head Q76 --tail Q30 --known",
    })
final class PredictCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 40;
  private static final double[] NONE = {};

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(names = "--head", paramLabel = "NAME", description = "The head entity.")
  private Optional<String> head = Optional.empty();

  @Option(names = "--relation", paramLabel = "NAME", description = "The relation.")
  private Optional<String> relation = Optional.empty();

  @Option(names = "--tail", paramLabel = "NAME", description = "The tail entity.")
  private Optional<String> tail = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many answers at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--known",
      description = "Show facts that the graph holds already too, marked (default: left out).")
  private boolean known;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--top must be at least 1, but is " + top);
    }
    requireTwoParts();
    Path folder = ModelFolder.locate(run);
    TrainedModel trained = ModelFolder.read(folder);
    KnowledgeGraph graph = trained.graph();
    Question question = question(graph);
    Optional<Calibration> calibration =
        CalibrationFile.read(folder, trained.model(), graph.relations());
    List<Answer> answers;
    double[] probabilities;
    try (Workers workers = threads.workers()) {
      answers =
          new Predictor(trained.model(), graph, workers)
              .answer(question, top, known ? KnownFacts.MARK : KnownFacts.LEAVE_OUT);
      Triples triples = triples(question, answers);
      TripleScores scores = new TripleScores(trained.model(), workers);
      probabilities =
          calibration.map(c -> c.probabilities(triples, scores.of(triples))).orElse(NONE);
    }
    Names names =
        question instanceof Question.Relations ? graph.relationNames() : graph.entityNames();
    if (common.json()) {
      common.print(json(question, graph, answers, probabilities, names));
    } else {
      common.out().println(text(question, graph));
      for (int i = 0; i < answers.size(); i++) {
        common.out().println(line(i, answers.get(i), probabilities, names));
      }
      if (answers.isEmpty()) {
        common.out().println("  (none: the graph holds every possible answer; --known shows them)");
      }
    }
    return ExitCode.OK;
  }

  private void requireTwoParts() {
    long given = List.of(head, relation, tail).stream().filter(Optional::isPresent).count();
    if (given != 2) {
      throw new ParameterException(
          common.spec().commandLine(),
          "give two of --head, --relation and --tail; the third one is predicted");
    }
  }

  private Question question(KnowledgeGraph graph) {
    Names entities = graph.entityNames();
    Names relations = graph.relationNames();
    int h = head.map(entities::resolve).orElse(0);
    int r = relation.map(relations::resolve).orElse(0);
    int t = tail.map(entities::resolve).orElse(0);
    if (tail.isEmpty()) {
      return new Question.Tails(h, r);
    }
    return head.isEmpty() ? new Question.Heads(r, t) : new Question.Relations(h, t);
  }

  private static String text(Question question, KnowledgeGraph graph) {
    Names entities = graph.entityNames();
    Names relations = graph.relationNames();
    return switch (question) {
      case Question.Tails(int h, int r) ->
          "(" + entities.display(h) + ", " + relations.display(r) + ", ?)";
      case Question.Heads(int r, int t) ->
          "(?, " + relations.display(r) + ", " + entities.display(t) + ")";
      case Question.Relations(int h, int t) ->
          "(" + entities.display(h) + ", ?, " + entities.display(t) + ")";
    };
  }

  private static Triples triples(Question question, List<Answer> answers) {
    TripleBuffer triples = new TripleBuffer();
    for (Answer answer : answers) {
      switch (question) {
        case Question.Tails(int h, int r) -> triples.add(h, r, answer.id());
        case Question.Heads(int r, int t) -> triples.add(answer.id(), r, t);
        case Question.Relations(int h, int t) -> triples.add(h, answer.id(), t);
      }
    }
    return triples.triples();
  }

  private static String line(int i, Answer answer, double[] probabilities, Names names) {
    return String.format(
        Locale.ROOT,
        "%4d  %s %10.4f%s  %s%s",
        i + 1,
        Columns.fit(names.display(answer.id()), NAME_WIDTH),
        answer.score() + 0f, // a negated distance of 0 is not shown as -0
        probabilities.length > 0 ? "  p %.3f".formatted(probabilities[i]) : "",
        names.ids().name(answer.id()),
        answer.known() ? "  (known)" : "");
  }

  private static ObjectNode json(
      Question question,
      KnowledgeGraph graph,
      List<Answer> answers,
      double[] probabilities,
      Names names) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode asked = root.putObject("question");
    switch (question) {
      case Question.Tails(int h, int r) ->
          asked.put("head", graph.entities().name(h)).put("relation", graph.relations().name(r));
      case Question.Heads(int r, int t) ->
          asked.put("relation", graph.relations().name(r)).put("tail", graph.entities().name(t));
      case Question.Relations(int h, int t) ->
          asked.put("head", graph.entities().name(h)).put("tail", graph.entities().name(t));
    }
    ArrayNode list = root.putArray("answers");
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      ObjectNode node =
          list.addObject()
              .put("id", names.ids().name(answer.id()))
              .put("name", names.display(answer.id()))
              .put("score", answer.score() + 0f);
      if (probabilities.length > 0) {
        node.put("probability", probabilities[i]);
      }
      node.put("known", answer.known());
    }
    return root;
  }
}
