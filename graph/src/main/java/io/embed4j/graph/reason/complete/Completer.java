package io.embed4j.graph.reason.complete;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.KgeModel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds the best facts of all that a graph does not hold, over all heads, relations and tails. The
 * answer is exact: that of scoring every triple and sorting, with ties by head, relation and tail,
 * and the bits of evaluation's tail queries.
 *
 * <p>O(heads · relations · tails · width) at worst. First the triples of the greatest norms are
 * looked at, relation by relation; that already gives a threshold which rules much of the rest out
 * by its norms. The scores of all triples are never stored.
 *
 * <p>One completion at a time. The answer does not depend on the number of threads, nor on where a
 * completion was stopped and resumed.
 */
public final class Completer {
  /** Queries and candidates of each relation that are looked at first. */
  private static final int FIRST_LOOK = 1024;

  private final KgeModel model;
  private final QueryIndex known;
  private final int entities;
  private final Workers workers;

  /** Makes a completer; indexes the graph's triples. */
  public Completer(KgeModel model, KnowledgeGraph graph, Workers workers) {
    this.model = model;
    this.known = QueryIndex.of(Side.TAIL, graph.train(), graph.valid(), graph.test());
    this.entities = graph.entities().size();
    this.workers = workers;
  }

  /**
   * Goes on with a completion until it is complete or is to stop, and returns where it then stands.
   *
   * @param from where it stands, {@link CompletionState#START} for a new one
   * @param stop asked again and again
   * @param listener told after each relation, with where it then stands, which takes a moment to
   *     find out
   */
  public CompletionState complete(
      Request request,
      CompletionState from,
      Progress progress,
      BooleanSupplier stop,
      Consumer<Supplier<CompletionState>> listener) {
    BestFacts best = new BestFacts(request.top(), request.perHead(), entities);
    best.addAll(from.facts());
    SortedCandidates tails = new SortedCandidates(model, request.tails(), workers);
    Stage first = new Stage(request, tails, best, "first look", FIRST_LOOK);
    for (int i = from.relationsDone(); i < request.relations().size() && first.hasWork(); i++) {
      if (!first.run(i, progress, stop)) {
        return new CompletionState(from.relationsDone(), best.sorted());
      }
    }
    best.sorted(); // sets the threshold
    Stage whole = new Stage(request, tails, best, "completing", Integer.MAX_VALUE);
    for (int i = from.relationsDone(); i < request.relations().size(); i++) {
      if (!whole.run(i, progress, stop)) {
        return new CompletionState(i, best.sorted());
      }
      int done = i + 1;
      listener.accept(() -> new CompletionState(done, best.sorted()));
    }
    return new CompletionState(request.relations().size(), best.sorted());
  }

  /** A pass over all relations that looks at the first places of queries and candidates. */
  private final class Stage {
    private final Request request;
    private final SortedCandidates tails;
    private final BestFacts best;
    private final String label;
    private final int limit;

    Stage(Request request, SortedCandidates tails, BestFacts best, String label, int limit) {
      this.request = request;
      this.tails = tails;
      this.best = best;
      this.label = label;
      this.limit = limit;
    }

    /** Returns whether a first look is less than the whole. */
    boolean hasWork() {
      return limit < request.heads().cardinality() || limit < tails.size();
    }

    /** Works through one relation; returns false if it was stopped before the end. */
    boolean run(int index, Progress progress, BooleanSupplier stop) {
      Request.Wanted wanted = request.relations().get(index);
      Row operator = model.operator(model.relationRow(Side.TAIL, wanted.relation()));
      tails.prepare(operator);
      SortedQueries queries =
          new SortedQueries(model, operator, request.heads(), tails.bound(), workers);
      RelationPass pass = new RelationPass(wanted, queries, tails, known, best);
      int size = Math.min(limit, queries.size());
      int blocks = (size + RelationPass.BLOCK_QUERIES - 1) / RelationPass.BLOCK_QUERIES;
      long total = (long) request.relations().size() * blocks;
      AtomicInteger next = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      workers.forEach(
          workers.threads(),
          thread -> {
            RelationPass.Scratch scratch = new RelationPass.Scratch(tails.bound().width());
            for (int b = next.getAndIncrement();
                b < blocks && !stop.getAsBoolean();
                b = next.getAndIncrement()) {
              int from = b * RelationPass.BLOCK_QUERIES;
              pass.run(from, Math.min(size, from + RelationPass.BLOCK_QUERIES), limit, scratch);
              progress.report(label, (long) index * blocks + done.incrementAndGet(), total, "");
            }
          });
      return done.get() == blocks;
    }
  }
}
