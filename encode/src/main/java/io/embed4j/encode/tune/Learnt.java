package io.embed4j.encode.tune;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Seeds;
import io.embed4j.neural.layer.LowRank;
import io.embed4j.neural.layer.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Which numbers of an encoder tuning changes. */
public sealed interface Learnt {
  /**
   * Returns the parameters to learn; the others are frozen.
   *
   * @param parameters all of an encoder, none frozen
   * @param seed of random numbers
   * @throws ConfigException if there are none to learn
   */
  List<Parameter> of(List<Parameter> parameters, long seed);

  /** All of them. */
  record Everything() implements Learnt {
    @Override
    public List<Parameter> of(List<Parameter> parameters, long seed) {
      return parameters;
    }
  }

  /**
   * Products of low rank that are added to weights, by default to those of attention that make
   * queries, keys and values: {@link LowRank}. The state of the optimiser and a checkpoint are a
   * hundredth of the model's size, and so little is learnt that few pairs are enough; it wants
   * about ten times the learning rate.
   *
   * @param rank of each product, at least 1
   * @param alpha the product is multiplied by alpha / rank
   * @param weights their names in the checkpoint, without {@code .weight} and what stands before
   *     the last point
   */
  record Lora(int rank, double alpha, List<String> weights) implements Learnt {
    private static final List<String> ATTENTION =
        List.of(
            "query", "key", "value", // BERT, RoBERTa, ALBERT
            "q", "k", "v", // MPNet, T5
            "q_lin", "k_lin", "v_lin", // DistilBERT
            "q_proj", "k_proj", "v_proj", // Llama, Qwen, Gemma, BART
            "Wqkv", "c_attn"); // ModernBERT, NomicBERT; GPT-2

    public Lora {
      require(rank >= 1, "rank", "must be at least 1", rank);
      require(alpha > 0 && Double.isFinite(alpha), "alpha", "must be positive", alpha);
      weights = weights.isEmpty() ? ATTENTION : List.copyOf(weights);
    }

    /** Returns rank 8 and alpha 16 on the weights of attention. */
    public static Lora defaults() {
      return new Lora(8, 16, ATTENTION);
    }

    @Override
    public List<Parameter> of(List<Parameter> parameters, long seed) {
      parameters.forEach(Parameter::freeze);
      List<Parameter> learnt = new ArrayList<>();
      for (Parameter parameter : parameters) {
        if (parameter.decays() && weights.contains(lastName(parameter))) {
          learnt.addAll(
              parameter
                  .learnLowRank(rank, alpha, Seeds.stream(seed, parameter.name(), 0))
                  .parameters());
        }
      }
      if (learnt.isEmpty()) {
        throw new ConfigException(
            "learnt.weights: the encoder has no weight named %s, only %s"
                .formatted(String.join(", ", weights), matrices(parameters)));
      }
      return learnt;
    }

    private static String matrices(List<Parameter> parameters) {
      return String.join(
          ", ",
          parameters.stream().filter(Parameter::decays).map(Lora::lastName).distinct().toList());
    }

    private static String lastName(Parameter parameter) {
      String name = parameter.name();
      String stem = name.endsWith(".weight") ? name.substring(0, name.length() - 7) : name;
      return stem.substring(stem.lastIndexOf('.') + 1);
    }
  }
}
