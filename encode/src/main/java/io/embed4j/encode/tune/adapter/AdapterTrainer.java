package io.embed4j.encode.tune.adapter;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.CosineIndex;
import io.embed4j.encode.model.QueryAdapter;
import io.embed4j.encode.tune.adapter.AdapterData.Pair;
import io.embed4j.encode.tune.loss.Tuples;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.AdamW.Decayed;
import io.embed4j.neural.train.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Learns a {@link QueryAdapter} from vectors that are there already, so that an epoch takes a
 * moment. It begins at the identity, and a part of the questions that it does not see says when to
 * stop; if nothing is better for them, it stays the identity. Not thread-safe.
 */
public final class AdapterTrainer {
  private final AdapterConfig config;
  private final AdapterData data;
  private final Workers workers;
  private final Workspace space;
  private final List<Pair> train = new ArrayList<>();
  private final Map<Integer, Set<Integer>> heldOut = new LinkedHashMap<>(); // answers by question
  private final Set<Integer> learntAnswers = new HashSet<>();
  private final CosineIndex index;

  /**
   * Makes a trainer.
   *
   * @throws DataFormatException if there are too few questions to hold some out
   */
  public AdapterTrainer(AdapterConfig config, AdapterData data, Workers workers) {
    this.config = config;
    this.data = data;
    this.workers = workers;
    this.space = new Workspace(workers);
    this.index = CosineIndex.of(data.documents());
    SplittableRandom random = Seeds.stream(config.seed(), "held-out", 0);
    boolean[] held = new boolean[data.questions().size()];
    for (int q = 0; q < held.length; q++) {
      held[q] = random.nextDouble() < config.heldOut();
    }
    for (Pair pair : data.pairs()) {
      if (held[pair.question()]) {
        heldOut.computeIfAbsent(pair.question(), key -> new LinkedHashSet<>()).add(pair.answer());
      } else {
        train.add(pair);
        learntAnswers.add(pair.answer());
      }
    }
    if (train.isEmpty() || heldOut.isEmpty()) {
      throw new DataFormatException(
          "%d questions are too few to learn from some and measure on others"
              .formatted(held.length));
    }
  }

  /**
   * What an epoch brought.
   *
   * @param epoch from 1; 0 before the first
   * @param loss mean of a pair; NaN before the first epoch
   * @param ndcg nDCG@10 of the questions that were held out, among all documents
   * @param ndcgOfNew the same of those whose answers no other question has: what to expect of
   *     questions about documents that nobody has asked for before; NaN if there are none
   */
  public record Epoch(int epoch, double loss, double ndcg, double ndcgOfNew) {}

  /**
   * What was learnt.
   *
   * @param before what the identity brings
   * @param best what the adapter brings
   */
  public record Result(QueryAdapter adapter, Epoch before, Epoch best) {}

  /**
   * Learns.
   *
   * @param listener told of every epoch
   */
  public Result train(Consumer<Epoch> listener) {
    int dim = data.questions().getFirst().length;
    QueryAdapter adapter =
        config.rank() == 0
            ? QueryAdapter.identity(dim)
            : QueryAdapter.identity(dim, config.rank(), config.seed());
    AdamW usual = AdamW.defaults();
    Optimizer optimizer =
        new Optimizer(
            new AdamW(
                config.learningRate(),
                usual.beta1(),
                usual.beta2(),
                usual.epsilon(),
                config.decay(),
                Decayed.ALL,
                usual.maxNorm()),
            adapter.parameters());
    Epoch before = measured(adapter, 0, Double.NaN);
    listener.accept(before);
    Epoch best = before;
    List<float[]> kept = values(adapter);
    for (int epoch = 1;
        epoch <= config.epochs() && epoch - best.epoch() <= config.patience();
        epoch++) {
      Epoch now = measured(adapter, epoch, epoch(adapter, optimizer, epoch));
      listener.accept(now);
      if (now.ndcg() > best.ndcg()) {
        best = now;
        kept = values(adapter);
      }
    }
    List<Parameter> parameters = adapter.parameters();
    for (int i = 0; i < kept.size(); i++) {
      System.arraycopy(kept.get(i), 0, parameters.get(i).values(), 0, kept.get(i).length);
      parameters.get(i).changed(workers);
    }
    return new Result(adapter, before, best);
  }

  private static List<float[]> values(QueryAdapter adapter) {
    return adapter.parameters().stream().map(p -> p.values().clone()).toList();
  }

  /** Returns the mean loss of an epoch. */
  private double epoch(QueryAdapter adapter, Optimizer optimizer, int epoch) {
    List<Pair> order = new ArrayList<>(train);
    Collections.shuffle(order, Seeds.stream(config.seed(), "order", epoch));
    double sum = 0;
    for (int from = 0; from < order.size(); from += config.batchSize()) {
      List<Pair> batch = order.subList(from, Math.min(order.size(), from + config.batchSize()));
      sum += addGradient(adapter, batch) * batch.size();
      optimizer.step(1, 1, workers);
    }
    return sum / order.size();
  }

  private double addGradient(QueryAdapter adapter, List<Pair> batch) {
    int dim = data.questions().getFirst().length;
    int n = batch.size();
    List<Integer> owners = new ArrayList<>();
    List<Integer> documents = new ArrayList<>();
    batch.forEach(pair -> documents.add(pair.answer()));
    for (int i = 0; i < n; i++) {
      for (int negative : batch.get(i).negatives()) {
        owners.add(i);
        documents.add(negative);
      }
    }
    Matrix vectors = Matrix.zeros(n + documents.size(), dim);
    int[] texts = new int[vectors.rows()];
    Matrix questions = Matrix.zeros(n, dim);
    for (int i = 0; i < n; i++) {
      texts[i] = -1 - batch.get(i).question(); // questions are no documents
      System.arraycopy(
          data.questions().get(batch.get(i).question()), 0, questions.data(), i * dim, dim);
    }
    for (int i = 0; i < documents.size(); i++) {
      texts[n + i] = documents.get(i);
      System.arraycopy(
          data.documents().get(documents.get(i)), 0, vectors.data(), (n + i) * dim, dim);
    }
    Trace trace = adapter.trace(questions, Training.of(space));
    System.arraycopy(trace.y().data(), 0, vectors.data(), 0, n * dim);
    int[] own = owners.stream().mapToInt(Integer::intValue).toArray();
    Tuples tuples = new Tuples(n, own, texts, new double[0], Optional.empty());
    Matrix gradient = Matrix.zeros(vectors.rows(), dim);
    double loss = config.loss().addGradient(tuples, vectors, gradient, workers);
    trace.backward(gradient.rowRange(0, n));
    space.releaseAll();
    return loss;
  }

  private Epoch measured(QueryAdapter adapter, int epoch, double loss) {
    Map<Integer, Set<Integer>> fresh = new LinkedHashMap<>(heldOut);
    fresh.values().removeIf(answers -> answers.stream().anyMatch(learntAnswers::contains));
    return new Epoch(epoch, loss, ndcg(adapter, heldOut), ndcg(adapter, fresh));
  }

  private double ndcg(QueryAdapter adapter, Map<Integer, Set<Integer>> answers) {
    List<float[]> asked =
        answers.keySet().stream().map(q -> adapter.apply(data.questions().get(q))).toList();
    return asked.isEmpty() ? Double.NaN : index.ndcg(asked, List.copyOf(answers.values()));
  }
}
