package io.embed4j.encode.token.train;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.train.Candidates.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes a vocabulary for Unigram: begins with many candidates; finds their probabilities by
 * expectation and maximisation over all ways to cut the words; drops those without which the
 * likelihood falls least; and so on, until few enough are left. Kudo: Subword Regularization:
 * Improving Neural Network Translation Models with Multiple Subword Candidates, 2018, section 3.2;
 * numbers and approximations as in SentencePiece. Single code points are never dropped.
 */
final class UnigramTrainer {
  private static final int TASKS = 16; // fixed, so that sums do not depend on the threads
  private static final int ROUNDS_A_STEP = 2;
  private static final double KEPT_A_STEP = 0.75;
  private static final double SPARE = 1.1; // of the wanted size, for the last choice by probability
  private static final double LEAST_EXPECTED = 0.5;

  /** Tokens with the logarithms of their probabilities, by falling score. */
  record Scored(List<String> tokens, double[] scores) {}

  private final WordCounts counts;
  private final Workers workers;
  private List<String> tokens = new ArrayList<>();
  private double[] scores = {};
  private final int single; // tokens of one code point, which come first

  private UnigramTrainer(
      WordCounts counts,
      VocabularySettings.Unigram settings,
      Map<Integer, Long> alphabet,
      Workers workers) {
    this.counts = counts;
    this.workers = workers;
    single = alphabet.size();
    List<Candidate> all = new ArrayList<>();
    alphabet.forEach((point, count) -> all.add(new Candidate(Character.toString(point), count)));
    all.addAll(Candidates.find(counts, settings.longest(), settings.candidates()));
    all.forEach(candidate -> tokens.add(candidate.text()));
    maximize(all.stream().mapToDouble(Candidate::covered).toArray(), StrictMath::log);
  }

  /**
   * Returns the tokens beside the special ones.
   *
   * @param special how many of those there are
   * @param counts words in which all code points have tokens
   */
  static Scored train(
      WordCounts counts,
      VocabularySettings.Unigram settings,
      int special,
      Workers workers,
      Progress progress) {
    Map<Integer, Long> alphabet = counts.occurrences();
    VocabularySettings.requireRoom(settings.size(), special, alphabet.size());
    int size = settings.size() - special;
    UnigramTrainer trainer = new UnigramTrainer(counts, settings, alphabet, workers);
    int wanted = (int) (SPARE * size);
    for (; ; ) {
      for (int round = 0; round < ROUNDS_A_STEP; round++) {
        trainer.maximize(trainer.expected(), UnigramTrainer::digamma);
      }
      progress.report("vocabulary", trainer.tokens.size(), 0, "on the way to " + size);
      if (trainer.tokens.size() <= wanted) {
        return trainer.mostProbable(size);
      }
      trainer.prune(Math.max(wanted, (int) (KEPT_A_STEP * trainer.tokens.size())));
    }
  }

  /** Returns how often each token is to be expected in the texts. */
  private double[] expected() {
    Lattice lattice = new Lattice(tokens, scores);
    return summed(
        (word, sums) ->
            lattice.addExpected(counts.words().get(word), (double) counts.counts()[word], sums));
  }

  /** Something about a word that adds to a sum of each token. */
  private interface OfWord {
    void addTo(int word, double[] sums);
  }

  private double[] summed(OfWord ofWord) {
    double[][] parts = new double[TASKS][tokens.size()];
    workers.forEach(
        TASKS,
        task -> {
          for (int word = task; word < counts.size(); word += TASKS) {
            ofWord.addTo(word, parts[task]);
          }
        });
    double[] sums = parts[0];
    for (int task = 1; task < TASKS; task++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += parts[task][i];
      }
    }
    return sums;
  }

  /** Makes scores of expected counts, and drops tokens that are hardly to be expected. */
  private void maximize(double[] expected, DoubleUnaryOperator log) {
    int[] kept =
        IntStream.range(0, expected.length)
            .filter(i -> i < single || expected[i] >= LEAST_EXPECTED)
            .toArray();
    double[] floored = new double[kept.length];
    double sum = 0;
    for (int i = 0; i < kept.length; i++) {
      floored[i] = Math.max(LEAST_EXPECTED, expected[kept[i]]);
      sum += floored[i];
    }
    keep(kept);
    double all = log.applyAsDouble(sum);
    for (int i = 0; i < kept.length; i++) {
      scores[i] = log.applyAsDouble(floored[i]) - all;
    }
  }

  private void keep(int[] kept) {
    double[] before = scores;
    scores = new double[kept.length];
    List<String> some = new ArrayList<>(kept.length);
    for (int i = 0; i < kept.length; i++) {
      some.add(tokens.get(kept[i]));
      scores[i] = kept[i] < before.length ? before[kept[i]] : 0;
    }
    tokens = some;
  }

  /** Keeps the tokens of one code point and those that the texts need most. */
  private void prune(int size) {
    Lattice lattice = new Lattice(tokens, scores);
    double[] used =
        summed(
            (word, sums) -> {
              for (int token : lattice.best(counts.words().get(word), Lattice.NONE)) {
                sums[token] += counts.counts()[word];
              }
            });
    double all = 0;
    for (double count : used) {
      all += count;
    }
    double sum = all;
    double[] losses = new double[used.length];
    workers.forEach(
        losses.length - single, i -> losses[single + i] = loss(single + i, lattice, used, sum));
    keep(
        IntStream.concat(
                IntStream.range(0, single),
                IntStream.range(single, losses.length)
                    .filter(i -> losses[i] > Double.NEGATIVE_INFINITY)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> losses[i]).reversed())
                    .limit(size - single)
                    .mapToInt(i -> i)
                    .sorted())
            .toArray());
  }

  /**
   * Returns by how much the logarithm of the texts' probability falls if the most probable way to
   * cut a token stands for it wherever it is used.
   */
  private double loss(int token, Lattice lattice, double[] used, double sum) {
    int[] parts = lattice.best(tokens.get(token).codePoints().toArray(), token);
    double score = 0;
    for (int part : parts) {
      score += scores[part];
    }
    if (used[token] == 0 || score > scores[token]) {
      return Double.NEGATIVE_INFINITY; // the parts are better anyway
    }
    double sumWithout = StrictMath.log(sum + used[token] * (parts.length - 1));
    double without = 0;
    for (int part : parts) {
      without += StrictMath.log(used[part] + used[token]) - sumWithout;
    }
    return used[token] * (StrictMath.log(used[token]) - StrictMath.log(sum) - without);
  }

  private Scored mostProbable(int size) {
    int[] chosen =
        IntStream.concat(IntStream.range(0, single), byScore(single).limit(size - single))
            .toArray();
    keep(chosen);
    int[] order = byScore(0).toArray();
    keep(order);
    return new Scored(List.copyOf(tokens), scores);
  }

  private IntStream byScore(int from) {
    return IntStream.range(from, scores.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> scores[i])
                .reversed()
                .thenComparing(i -> tokens.get(i)))
        .mapToInt(i -> i);
  }

  /**
   * Returns the derivative of log Γ(x), x &gt; 0: by ψ(x) = ψ(x + 1) − 1/x, then the series of ψ(y
   * + ½) for large y. In place of log it makes rare tokens rarer.
   */
  static double digamma(double x) {
    double sum = 0;
    double y = x;
    for (; y < 7; y++) {
      sum -= 1 / y;
    }
    y -= 0.5;
    double square = 1 / (y * y);
    return sum
        + StrictMath.log(y)
        + square
            * (1.0 / 24 - square * (7.0 / 960 - square * (31.0 / 8064 - square * 127.0 / 30720)));
  }
}
