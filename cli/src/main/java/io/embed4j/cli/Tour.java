package io.embed4j.cli;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.reason.pattern.Finding;
import io.embed4j.graph.reason.pattern.Pattern;
import io.embed4j.graph.reason.pattern.PatternFinder;
import io.embed4j.graph.reason.pattern.PatternReport;
import io.embed4j.graph.reason.pattern.Thresholds;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The steps of {@code tour}: each trains or asks, prints what comes out, and says what it means.
 */
final class Tour {
  private static final int SHOWN = 3;

  private static final String TRANS_E =
      """
      model: {type: transe, norm: l2}
      dim: 64
      batch-size: 20
      optimizer: {type: adam, learning-rate: 0.005}
      epochs: 60
      validation: {every: 0}
      """;

  private static final String PRODUCT =
      """
      dim: 64
      batch-size: 20
      optimizer: {type: adagrad, learning-rate: 0.1}
      regularizer: {type: n3, weight: 0.05}
      epochs: 60
      validation: {every: 0}
      """;

  private static final String TRANS_R =
      """
      model: {type: transr, norm: l2}
      dim: 32
      objective: {type: negative-sampling, negatives: 64, chunk: 64}
      loss: cross-entropy
      initialization: {type: warm-trans-e, epochs: 30}
      batch-size: 64
      optimizer: {type: adam, learning-rate: 0.005}
      epochs: 60
      validation: {every: 0}
      """;

  private final KnowledgeGraph graph;
  private final KnowledgeGraph learnt; // without the held-out facts, which are to be predicted
  private final Locale locale;
  private final ResourceBundle texts;
  private final Workers workers;
  private final PrintWriter out;
  private int step;

  Tour(KnowledgeGraph graph, Locale locale, Workers workers, PrintWriter out) {
    this.graph = graph;
    this.learnt =
        new KnowledgeGraph(
            graph.name(),
            graph.entities(),
            graph.relations(),
            graph.train(),
            Triples.of(),
            Triples.of());
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            "io.embed4j.cli.tour",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.workers = workers;
    this.out = out;
  }

  void run() {
    title("graph");
    text(
        "graph.text",
        graph.entities().size(),
        graph.relations().size(),
        graph.train().size(),
        graph.valid().size() + graph.test().size());
    title("embedding");
    long start = System.nanoTime();
    KgeModel transE = train(TRANS_E);
    text("embedding.text", "%.1f".formatted((System.nanoTime() - start) / 1e9));
    sum(transE, "Beijing", "capital of", "China");
    Map<String, KgeModel> models = models(transE);
    KgeModel best = models.getOrDefault("ComplEx", transE);
    question(best);
    patterns(transE);
    title("classes");
    text("classes.text", entity("apple"), entity("banana"));
    ask(best, "apple", "is a");
    ask(best, "banana", "is a");
    title("purchases", entity("Xiaoming"));
    text("purchases.text");
    ask(best, "Xiaoming", "bought");
    title("next");
    List.of("next.train", "next.ask", "next.demo")
        .forEach(key -> out.println("  " + texts.getString(key)));
    out.println();
    text("later");
  }

  /** h + r ≈ t: the distances that TransE compares, and the rank of the truth. */
  private void sum(KgeModel transE, String head, String relation, String tail) {
    title("vector", entity(head), relation(relation));
    text("vector.text", entity(head), relation(relation), entity(tail));
    List<Answer> answers = answers(transE, head, relation, graph.entities().size());
    print(answers, id(tail));
    int rank = 1;
    while (answers.get(rank - 1).id() != id(tail)) {
      rank++;
    }
    text("vector.rank", entity(tail), rank, answers.size());
  }

  private Map<String, KgeModel> models(KgeModel transE) {
    title("models");
    text("models.text");
    Map<String, KgeModel> models = new LinkedHashMap<>();
    models.put("TransE", transE);
    models.put("TransR", train(TRANS_R));
    models.put("DistMult", train("model: distmult\n" + PRODUCT));
    models.put("ComplEx", train("model: complex\n" + PRODUCT));
    out.printf("  %-10s %6s %7s %8s%n", "", "MRR", "Hits@1", "Hits@10");
    models.forEach(
        (name, model) -> {
          Metrics test =
              new Evaluator(graph, workers)
                  .evaluate(model, Scope.test(graph), Progress.NONE)
                  .realistic()
                  .both();
          out.printf(
              "  %-10s %6.3f %7.3f %8.3f%n", name, test.mrr(), test.hitsAt1(), test.hitsAt10());
        });
    return models;
  }

  private void question(KgeModel model) {
    title("question");
    text("question.text", entity("Jack Ma"));
    ask(model, "Jack Ma", "born in");
  }

  private void patterns(KgeModel transE) {
    title("patterns", "TransE");
    text("patterns.text");
    PatternReport report = new PatternFinder(transE, learnt, workers).find(Thresholds.DEFAULT);
    for (Pattern.Kind kind :
        List.of(Pattern.Kind.SYMMETRIC, Pattern.Kind.INVERSE, Pattern.Kind.COMPOSITION)) {
      report.of(kind).stream()
          .filter(finding -> finding.inVectors(Thresholds.DEFAULT))
          .limit(kind == Pattern.Kind.INVERSE ? SHOWN : 1)
          .forEach(this::rule);
    }
  }

  private void rule(Finding finding) {
    String rule =
        switch (finding.pattern()) {
          case Pattern.Symmetric(int r) -> "%1$s(x, y) ⇒ %1$s(y, x)".formatted(relation(r));
          case Pattern.Inverse(int a, int b) ->
              "%s(x, y) ⇔ %s(y, x)".formatted(relation(a), relation(b));
          case Pattern.Composition(int a, int b, int c) ->
              "%s ∘ %s ⇒ %s".formatted(relation(a), relation(b), relation(c));
          case Pattern.Antisymmetric(int r) -> relation(r);
          case Pattern.SubRelation(int narrow, int wide) ->
              relation(narrow) + " ⇒ " + relation(wide);
        };
    out.printf(
        "  %s   %s%n",
        Columns.fit(rule, 64),
        format(
            "patterns.vectors",
            "%.2f".formatted(finding.vectors().orElse(0)),
            "%.2f".formatted(finding.data().confidence())));
  }

  private KgeModel train(String settings) {
    Trainer trainer =
        new Trainer(
            learnt,
            TrainConfigs.read(ConfigSource.text("the tour", settings)),
            workers,
            model -> 0);
    while (!trainer.isDone()) {
      trainer.runEpoch(Progress.NONE);
    }
    return trainer.bestModel();
  }

  private void ask(KgeModel model, String head, String relation) {
    out.printf("  (%s, %s, ?)%n", entity(head), relation(relation));
    int truth = -1;
    for (int i = 0; i < graph.test().size(); i++) {
      boolean asked =
          graph.test().head(i) == id(head)
              && graph.test().relation(i) == graph.relations().find(relation);
      truth = asked ? graph.test().tail(i) : truth;
    }
    print(answers(model, head, relation, SHOWN), truth);
  }

  private List<Answer> answers(KgeModel model, String head, String relation, int top) {
    Question question = new Question.Tails(id(head), graph.relations().find(relation));
    return new Predictor(model, learnt, workers).answer(question, top, KnownFacts.LEAVE_OUT);
  }

  private void print(List<Answer> answers, int truth) {
    for (Answer answer : answers.subList(0, SHOWN)) {
      out.printf(
          "    %8.2f  %s%s%n",
          Math.abs(answer.score()),
          entity(graph.entities().name(answer.id())),
          answer.id() == truth ? "  " + texts.getString("question.truth") : "");
    }
  }

  private int id(String entity) {
    return graph.entities().find(entity);
  }

  private String entity(String name) {
    return name(graph.entityNames(), id(name));
  }

  private String relation(String name) {
    return relation(graph.relations().find(name));
  }

  private String relation(int id) {
    return name(graph.relationNames(), id);
  }

  /** In English with the Chinese beside it, in Chinese alone. */
  private String name(Names names, int id) {
    String chinese = names.display(id, "zh");
    return locale.equals(Locale.CHINESE) ? chinese : names.ids().name(id) + " " + chinese;
  }

  private void title(String key, Object... values) {
    step++;
    out.printf("%s%d  %s%n", step == 1 ? "" : "\n", step, format(key + ".title", values));
  }

  private void text(String key, Object... values) {
    out.println("  " + format(key, values).strip());
    out.flush();
  }

  private String format(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }
}
