package io.embed4j.encode.compare;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.PairScores;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.benchmark.measure.Correlation;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.text.TextEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of figures, and how they are measured. */
public final class Figures {
  /** Behind the name of a figure of an encoder that was tuned without knowing the language. */
  public static final String ALONE = " without pre-training";

  /** Of cosines and scores on the test pairs. */
  public static final String SPEARMAN = "stsb spearman";

  static final String HELD_OUT = "held-out loss";
  static final String TRAINING = "training tokens/s";
  static final String INFERENCE = "inference tokens/s";
  static final String SEEDS = "seeds";

  /** The seconds of all training of a trial, whichever process did it. */
  public static final String SECONDS = "train seconds";

  static final String GAIN = "gain of pre-training";
  static final String LEAST_GAIN = "least gain of pre-training";
  static final int QUARTERS = 4;
  private static final int BATCH_TOKENS = 4096;

  private Figures() {}

  /** Returns the name of the figure of a quarter of the pairs by length, from 1 on. */
  static String quarter(int number) {
    return SPEARMAN + ", quarter " + number + " by length";
  }

  /** Returns the name of the greatest length in tokens of a quarter. */
  static String longest(int number) {
    return "longest of quarter " + number;
  }

  /** Adds Spearman's correlation on the test pairs, and on each quarter of them by length. */
  static void addSimilarity(
      Corpus corpus,
      TextEncoder encoder,
      VectorSource source,
      String how,
      Map<String, Double> figures) {
    PairScores scores = PairScores.of(source, corpus.test(), Progress.NONE, "test");
    figures.put(SPEARMAN + how, Correlation.spearman(scores.cosines(), scores.given()));
    if (!how.isEmpty()) {
      return;
    }
    LengthQuarters quarters = LengthQuarters.of(corpus.test(), encoder.model().tokenizer());
    for (int i = 0; i < QUARTERS; i++) {
      int[] members = quarters.members().get(i);
      figures.put(
          quarter(i + 1),
          Correlation.spearman(
              Arrays.stream(members).mapToDouble(m -> scores.cosines()[m]).toArray(),
              Arrays.stream(members).mapToDouble(m -> scores.given()[m]).toArray()));
      figures.put(longest(i + 1), quarters.longest().get(i));
    }
  }

  /** Returns sentences of the test pairs as tokens: a batch to measure speed by. */
  static List<int[]> sequences(Corpus corpus, EncoderModel model) {
    List<int[]> sequences = new ArrayList<>();
    int tokens = 0;
    for (int i = 0; i < corpus.test().size() && tokens < BATCH_TOKENS; i++) {
      int[] ids = model.tokenizer().encode(corpus.test().get(i).first()).ids();
      sequences.add(Arrays.copyOf(ids, Math.min(ids.length, model.recipe().maxTokens())));
      tokens += sequences.getLast().length;
    }
    return sequences;
  }

  /**
   * Returns the means of the figures of several seeds, how many seeds there are, and what
   * pre-training gains for the same seed.
   *
   * @param seeds at least one
   */
  public static Map<String, Double> means(List<Map<String, Double>> seeds) {
    Map<String, Double> means = new LinkedHashMap<>();
    double with = mean(seeds, SPEARMAN);
    double without = mean(seeds, SPEARMAN + ALONE);
    means.put(SPEARMAN, with);
    means.put(SPEARMAN + ALONE, without);
    means.put(GAIN, with - without);
    means.put(
        LEAST_GAIN,
        seeds.stream()
            .mapToDouble(of -> value(of, SPEARMAN) - value(of, SPEARMAN + ALONE))
            .min()
            .orElse(Double.NaN));
    means.put(SEEDS, (double) seeds.size());
    seeds.getFirst().keySet().forEach(name -> means.putIfAbsent(name, mean(seeds, name)));
    return means;
  }

  private static double mean(List<Map<String, Double>> seeds, String name) {
    return seeds.stream().mapToDouble(of -> value(of, name)).sum() / seeds.size();
  }

  private static double value(Map<String, Double> of, String name) {
    return of.getOrDefault(name, Double.NaN);
  }
}
