package io.embed4j.encode.tune;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.Validation.Figure;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.loss.Loss;
import io.embed4j.neural.train.TrainingLoop;
import java.util.List;
import java.util.Optional;

/**
 * What a run works on.
 *
 * @param encoder is changed
 * @param examples to tune it on
 * @param validator measures it
 * @param teacher whose vectors it learns from, if the loss wants that
 */
public record TuneJob(
    TrainableEncoder encoder,
    List<Example> examples,
    Optional<TrainingLoop.Validator> validator,
    Optional<TextEncoder> teacher) {
  TrainingLoop loop(TuneConfig config, Workers workers) {
    if (config.loss().needsTeacher() && teacher.isEmpty()) {
      throw new ConfigException("the loss learns from another encoder: name it by --teacher");
    }
    TextTable table = TextTable.of(examples, encoder.encoder(), config.roles());
    if (config.loss().needsTeacher()) {
      table = table.taughtBy(teacher.orElseThrow(), config.roles(), Progress.NONE);
    }
    return Tuner.loop(encoder, config, table, validator, workers);
  }

  /**
   * Returns what is measured on validation pairs: what the settings say, or what suits the loss.
   */
  public static Figure figure(TuneConfig config) {
    return config.validation().figure().orElseGet(() -> suited(config.loss()));
  }

  private static Figure suited(Loss loss) {
    return switch (loss.needs()) {
      case SCORE -> Figure.SPEARMAN;
      case LABEL -> Figure.AVERAGE_PRECISION;
      case NOTHING, NEGATIVES -> Figure.NDCG;
    };
  }
}
