package io.embed4j.cli;

import io.embed4j.core.measure.RankingFigures;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.TaskResult;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.benchmark.data.RetrievalSet;
import io.embed4j.encode.model.Role;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.Fusion;
import io.embed4j.search.query.Hit;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import io.embed4j.search.query.VectorQuery;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Retrieval through an index: documents are items, whole as they are; figures are means over the
 * questions, of the best hundred documents.
 *
 * @param encoder of the vectors
 * @param source the same, as a task asks it
 * @param fusions whether to measure other ways to fuse than the usual one
 */
record SearchEvaluation(
    TextEncoder encoder, VectorSource source, Progress progress, boolean fusions) {
  private static final int DEPTH = 100;
  private static final int AT_ONCE = 256;
  private static final String NDCG = " ndcg@10";

  /** Measures words, vectors and both. */
  TaskResult evaluate(String task, RetrievalSet set) {
    try {
      Path folder = Files.createTempDirectory("embed4j-evaluate");
      try {
        index(folder, set);
        return measure(task, folder, set);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void index(Path folder, RetrievalSet set) {
    VectorField field = VectorField.of(IndexOption.TEXT, Precision.FLOAT, encoder.fingerprint());
    try (SearchIndex index = SearchIndex.open(folder, IndexSettings.defaults().with(field))) {
      List<float[]> vectors = vectors(set.documents(), Role.DOCUMENT, "documents");
      for (int i = 0; i < vectors.size(); i++) {
        Map<String, float[]> vector = Map.of(IndexOption.TEXT, vectors.get(i));
        index.put(List.of(new Item("" + i, set.documents().get(i), List.of(), vector)));
      }
      index.compact();
    }
  }

  private List<float[]> vectors(List<String> texts, Role role, String what) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += AT_ONCE) {
      int to = Math.min(texts.size(), from + AT_ONCE);
      vectors.addAll(source.vectors(texts.subList(from, to), role));
      progress.report(what, to, texts.size(), "");
    }
    return vectors;
  }

  private TaskResult measure(String task, Path folder, RetrievalSet set) {
    List<VectorQuery> queries =
        vectors(set.queries(), Role.QUERY, "questions").stream()
            .map(vector -> VectorQuery.of(IndexOption.TEXT, vector))
            .toList();
    Map<String, Double> figures = new LinkedHashMap<>();
    try (IndexView view = IndexView.open(folder)) {
      List<String> texts = set.queries();
      put(figures, "hybrid", set, run(view, set, i -> hybrid(texts, queries, i)));
      put(figures, "bm25", set, run(view, set, i -> SearchRequest.words(texts.get(i))));
      put(figures, "dense", set, run(view, set, i -> SearchRequest.neighbours(queries.get(i))));
      if (fusions) {
        others()
            .forEach(
                (name, fusion) -> {
                  int[][] ranked = run(view, set, i -> hybrid(texts, queries, i).fusedBy(fusion));
                  figures.put(name + NDCG, mean(set, ranked, list -> list.ndcgAt(10)));
                });
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("queries", set.queries().size());
    counts.put("documents", set.documents().size());
    counts.put("judgements", set.judgementCount());
    return new TaskResult(task, "hybrid" + NDCG, figures, counts);
  }

  private static SearchRequest hybrid(List<String> texts, List<VectorQuery> queries, int i) {
    return SearchRequest.hybrid(texts.get(i), queries.get(i));
  }

  private static Map<String, Fusion> others() {
    Map<String, Fusion> others = new LinkedHashMap<>();
    for (int tenths = 1; tenths <= 9; tenths++) {
      double weight = tenths / 10.0;
      others.put(String.format(Locale.ROOT, "scores %.1f", weight), new Fusion.Weighted(weight));
    }
    for (double constant : new double[] {10, 60}) {
      for (int tenths = 3; tenths <= 7; tenths++) {
        others.put(
            String.format(Locale.ROOT, "ranks %.0f, %.1f", constant, tenths / 10.0),
            new Fusion.ReciprocalRank(constant, tenths / 10.0));
      }
    }
    return others;
  }

  /** The request for a question. */
  private interface Asking {
    SearchRequest of(int question);
  }

  private static int[][] run(IndexView view, RetrievalSet set, Asking asking) {
    int[][] ranked = new int[set.queries().size()][];
    for (int i = 0; i < ranked.length; i++) {
      List<Hit> hits = view.search(asking.of(i).top(DEPTH));
      ranked[i] = hits.stream().mapToInt(hit -> Integer.parseInt(hit.item().id())).toArray();
    }
    return ranked;
  }

  private static void put(
      Map<String, Double> figures, String mode, RetrievalSet set, int[][] ranked) {
    figures.put(mode + NDCG, mean(set, ranked, list -> list.ndcgAt(10)));
    figures.put(mode + " mrr@10", mean(set, ranked, list -> list.reciprocalRankAt(10)));
    figures.put(mode + " recall@10", mean(set, ranked, list -> list.recallAt(10)));
    figures.put(mode + " recall@100", mean(set, ranked, list -> list.recallAt(100)));
  }

  /** A figure of one list. */
  private interface Figure {
    double of(RankingFigures list);
  }

  private static double mean(RetrievalSet set, int[][] ranked, Figure figure) {
    double sum = 0;
    for (int i = 0; i < ranked.length; i++) {
      sum += figure.of(new RankingFigures(ranked[i], set.judgements().get(i)));
    }
    return sum / ranked.length;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
