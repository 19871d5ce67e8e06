package io.embed4j.neural.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a {@link TrainingLoop} stands, but for numbers of the model.
 *
 * @param epoch epochs done
 * @param batch batches of the present epoch done
 * @param lossSum sum over examples since the last validation
 * @param examples since the last validation
 * @param seconds of training since the last validation
 * @param trainSeconds of training before it
 * @param validations done
 * @param firstScore of the first validation, before any step
 * @param hasBest whether a validation has told a best model
 * @param bestScore its score
 * @param bestStep the step after which it was
 * @param sinceBest validations since then
 */
public record TrainingCounters(
    int epoch,
    int batch,
    double lossSum,
    long examples,
    double seconds,
    double trainSeconds,
    int validations,
    double firstScore,
    boolean hasBest,
    double bestScore,
    int bestStep,
    int sinceBest) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static TrainingCounters start() {
    return new TrainingCounters(0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0);
  }

  TrainingCounters withBatch(double loss, int count, double took) {
    return new TrainingCounters(
        epoch,
        batch + 1,
        lossSum + loss * count,
        examples + count,
        seconds + took,
        trainSeconds,
        validations,
        firstScore,
        hasBest,
        bestScore,
        bestStep,
        sinceBest);
  }

  /** Returns the counters after an epoch. */
  TrainingCounters withEpoch() {
    return new TrainingCounters(
        epoch + 1,
        0,
        lossSum,
        examples,
        seconds,
        trainSeconds,
        validations,
        firstScore,
        hasBest,
        bestScore,
        bestStep,
        sinceBest);
  }

  /** Returns the counters after a validation. */
  TrainingCounters withScore(double score, int step) {
    boolean better = !hasBest || score > bestScore;
    return new TrainingCounters(
        epoch,
        batch,
        0,
        0,
        0,
        trainSeconds + seconds,
        validations + 1,
        hasBest ? firstScore : score,
        true,
        better ? score : bestScore,
        better ? step : bestStep,
        better ? 0 : sinceBest + 1);
  }

  /** Returns the counters after a part at whose end nothing is validated. */
  TrainingCounters withoutScore() {
    return new TrainingCounters(
        epoch, batch, 0, 0, 0, trainSeconds + seconds, validations + 1, 0, false, 0, 0, 0);
  }

  String json() {
    return MAPPER
        .createObjectNode()
        .put("epoch", epoch)
        .put("batch", batch)
        .put("lossSum", lossSum)
        .put("examples", examples)
        .put("seconds", seconds)
        .put("trainSeconds", trainSeconds)
        .put("validations", validations)
        .put("firstScore", firstScore)
        .put("hasBest", hasBest)
        .put("bestScore", bestScore)
        .put("bestStep", bestStep)
        .put("sinceBest", sinceBest)
        .toString();
  }

  static TrainingCounters of(String where, String json) {
    JsonNode node = UntrustedJson.read(where, json.getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("epoch", "batch", "validations", "hasBest", "sinceBest")) {
      if (!node.has(name)) {
        throw new ModelFormatException(where + " has no " + name);
      }
    }
    return new TrainingCounters(
        node.path("epoch").asInt(),
        node.path("batch").asInt(),
        node.path("lossSum").asDouble(),
        node.path("examples").asLong(),
        node.path("seconds").asDouble(),
        node.path("trainSeconds").asDouble(),
        node.path("validations").asInt(),
        node.path("firstScore").asDouble(),
        node.path("hasBest").asBoolean(),
        node.path("bestScore").asDouble(),
        node.path("bestStep").asInt(),
        node.path("sinceBest").asInt());
  }
}
