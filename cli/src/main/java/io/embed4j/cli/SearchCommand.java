package io.embed4j.cli;

import io.embed4j.encode.text.TextEncoder;
import io.embed4j.search.folder.FileItems;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Filter;
import io.embed4j.search.query.Diversity;
import io.embed4j.search.query.Fusion;
import io.embed4j.search.query.Hit;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import io.embed4j.search.query.VectorQuery;
import io.embed4j.search.schema.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code search}: finds parts of documents, or entities of a graph. */
@Command(
    name = "search",
    description = {
      "Search an index that embed4j index has made, by words and by meaning. With --graph, find",
      "entities of a trained graph, and what is near the first of them in the graph.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j search \"how are vectors compared\"",
      "  embed4j search 向量检索 --filter \"source=docs/* and not format=pdf\"",
      "  embed4j search \"error 404\" --mode bm25 --top 3 --json",
      "  embed4j search --graph runs/demo \"film director\"",
    })
final class SearchCommand implements Callable<Integer> {
  /** What is compared. */
  enum Mode {
    /** Words and meaning. */
    HYBRID,
    /** Vectors alone. */
    DENSE,
    /** Words alone. */
    BM25
  }

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "QUESTION", description = "What to look for.")
  private String question = "";

  @Mixin private IndexOption index;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "HYBRID",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Mode mode = Mode.HYBRID;

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      description = {
        "Only what has these attributes, such as \"source=docs/* and page>=3\"; names:",
        "source, folder, format, title, heading, page, kind. Repeat it for and.",
      })
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many hits at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--weight",
      paramLabel = "W",
      description = "Share of the meaning in hybrid scores, from 0 to 1.")
  private Optional<Double> weight = Optional.empty();

  @Option(names = "--ranks", description = "Fuse by reciprocal ranks instead of normalised scores.")
  private boolean ranks;

  @Option(
      names = "--diverse",
      paramLabel = "L",
      description = "Hits unlike each other: maximal marginal relevance with this lambda, 0 to 1.")
  private Optional<Double> diverse = Optional.empty();

  @Option(
      names = "--graph",
      paramLabel = "RUN",
      description = "Entities of this trained graph; put into the index now if need be.")
  private Optional<Path> graph = Optional.empty();

  @Override
  public Integer call() {
    if (question.isBlank()) {
      throw new ParameterException(
          common.spec().commandLine(), "QUESTION must not be empty: say what to look for");
    }
    return graph.isPresent() ? entities(graph.get()) : documents();
  }

  private int documents() {
    try (IndexView view = index.view()) {
      Filter chunks = new Filter.Not(new Filter.Term(FileItems.KIND, GraphItems.ENTITY));
      List<Hit> hits = view.search(request(view, chunks));
      if (common.json()) {
        common.print(HitText.json(question, hits));
      } else {
        common.out().print(HitText.text(question, hits));
      }
      return ExitCode.OK;
    }
  }

  private int entities(Path run) {
    GraphItems items = GraphItems.read(run);
    boolean missing = true;
    if (SearchIndex.exists(index.folder())) {
      try (IndexView view = index.view()) {
        missing = !items.isIn(view.settings());
      }
    }
    if (missing) {
      try (IndexOption.Opened opened = index.open(Precision.FLOAT, Optional.empty())) {
        items.put(opened, common.progress());
      }
    }
    try (IndexView view = index.view()) {
      List<Hit> hits = view.search(request(view, items.filter()));
      List<Hit> near = hits.isEmpty() ? List.of() : near(view, items, hits.getFirst());
      if (common.json()) {
        common.print(HitText.json(question, hits, near));
      } else {
        common.out().print(HitText.text(hits, near));
      }
      return ExitCode.OK;
    }
  }

  /** The neighbours of an entity by its own vector, without itself. */
  private List<Hit> near(IndexView view, GraphItems items, Hit first) {
    String name = items.field().name();
    String id = first.item().id();
    return view.vector(id, name).stream()
        .flatMap(
            vector ->
                view
                    .search(
                        SearchRequest.neighbours(VectorQuery.of(name, vector))
                            .where(items.filter())
                            .top(top + 1))
                    .stream())
        .filter(hit -> !hit.item().id().equals(id))
        .limit(top)
        .toList();
  }

  private SearchRequest request(IndexView view, Filter among) {
    SearchRequest request =
        switch (mode) {
          case BM25 -> SearchRequest.words(question);
          case DENSE -> SearchRequest.neighbours(vector(view));
          case HYBRID -> SearchRequest.hybrid(question, vector(view));
        };
    request = request.where(among).top(top).fusedBy(fusion());
    for (String filter : filters) {
      request = request.where(Filter.parse(filter));
    }
    return diverse.isPresent()
        ? request.diverse(new Diversity(IndexOption.TEXT, diverse.get()))
        : request;
  }

  private Fusion fusion() {
    if (ranks) {
      return new Fusion.ReciprocalRank(60, weight.orElse(0.5));
    }
    return weight.<Fusion>map(Fusion.Weighted::new).orElseGet(Fusion::defaults);
  }

  private VectorQuery vector(IndexView view) {
    try (TextEncoder encoder = index.asking(view)) {
      return VectorQuery.of(IndexOption.TEXT, encoder.encodeQuery(question));
    }
  }
}
