package io.embed4j.encode.tune.mine;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.CosineIndex;
import io.embed4j.encode.tune.data.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds documents that an encoder holds to be near a question, and that are none of its answers:
 * Xiong et al.: Approximate Nearest Neighbor Negative Contrastive Learning (ANCE), 2021, with the
 * margins of Moreira et al.: NV-Retriever, 2024. Every question is compared with every document.
 */
public final class HardNegatives {
  private static final int QUESTIONS_AT_ONCE = 256;

  /** Makes vectors of texts, in their order. */
  public interface Vectors {
    List<float[]> of(List<String> texts);
  }

  private final MiningConfig config;
  private final Vectors questions;
  private final Vectors documents;

  /** Makes a miner that asks for vectors of questions and of documents. */
  public HardNegatives(MiningConfig config, Vectors questions, Vectors documents) {
    this.config = config;
    this.questions = questions;
    this.documents = documents;
  }

  /**
   * Returns the pairs with hard negatives in place of those that they had; fewer than asked for
   * where the range and the margins leave no more.
   *
   * @param corpus texts to choose from; the second texts of the pairs are added to them
   */
  public List<Example> mine(List<Example> pairs, List<String> corpus, Workers workers) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    corpus.forEach(text -> numbers.putIfAbsent(text, numbers.size()));
    pairs.forEach(pair -> numbers.putIfAbsent(pair.second(), numbers.size()));
    List<String> texts = List.copyOf(numbers.keySet());
    Map<String, Set<Integer>> answers = new HashMap<>();
    for (Example pair : pairs) {
      Set<Integer> known = answers.computeIfAbsent(pair.first(), key -> new HashSet<>());
      known.add(numbers.getOrDefault(pair.second(), -1));
      known.add(numbers.getOrDefault(pair.first(), -1));
    }
    CosineIndex index = CosineIndex.of(documents.of(texts));
    List<float[]> vectors = questions.of(pairs.stream().map(Example::first).toList());
    List<Example> mined = new ArrayList<>();
    for (int start = 0; start < pairs.size(); start += QUESTIONS_AT_ONCE) {
      int end = Math.min(pairs.size(), start + QUESTIONS_AT_ONCE);
      Matrix cosines = index.cosines(vectors.subList(start, end), workers);
      for (int i = start; i < end; i++) {
        Example pair = pairs.get(i);
        int own = numbers.getOrDefault(pair.second(), -1);
        Set<Integer> known = answers.getOrDefault(pair.first(), Set.of());
        SplittableRandom random = Seeds.stream(config.seed(), "negatives", i);
        List<String> negatives =
            chosen(cosines, i - start, own, known, random).stream().map(texts::get).toList();
        mined.add(new Example(pair.first(), pair.second(), negatives, pair.target()));
      }
    }
    return mined;
  }

  private List<Integer> chosen(
      Matrix cosines, int row, int own, Set<Integer> known, SplittableRandom random) {
    double answer = cosines.at(row, own);
    double most =
        Math.min(answer - config.margin(), answer - Math.abs(answer) * config.relativeMargin());
    List<Integer> ranked =
        IntStream.range(0, cosines.columns())
            .filter(d -> !known.contains(d))
            .boxed()
            .sorted((a, b) -> Float.compare(cosines.at(row, b), cosines.at(row, a)))
            .skip(config.from())
            .limit(config.to() - config.from())
            .filter(d -> cosines.at(row, d) <= most)
            .toList();
    if (!config.sampled() || ranked.size() <= config.negatives()) {
      return ranked.subList(0, Math.min(config.negatives(), ranked.size()));
    }
    List<Integer> rest = new ArrayList<>(ranked);
    List<Integer> drawn = new ArrayList<>();
    while (drawn.size() < config.negatives()) {
      int place = random.nextInt(rest.size());
      drawn.add(rest.get(place));
      rest.subList(place, place + 1).clear();
    }
    return drawn;
  }
}
