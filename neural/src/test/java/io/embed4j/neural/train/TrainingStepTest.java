package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.TextFixture;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW.Decayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The training step of the fixture: BERT, mean pooling, cosine times 20, cross-entropy with the
 * diagonal. The loss is written here in double, so that all the rest stands alone.
 */
final class TrainingStepTest {
  private static final Path FOLDER = TextFixture.root().resolve("bert");
  private static final double SCALE = 20;
  private static final int PAIRS = 4;

  private final TrainableModel<TextModel> trainable = Families.loadForTraining(FOLDER);
  private final ReferenceStep step = ReferenceStep.of(FOLDER, trainable.parameters());
  private final Workers workers = new Workers(2);
  private final Training training = Training.of(new Workspace(workers));
  private final TokenBatch batch = batch();
  private final Optimizer optimizer =
      new Optimizer(
          new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, Decayed.ALL, Double.POSITIVE_INFINITY),
          trainable.parameters());

  private static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Anchors, then positives, without padding. */
  private static TokenBatch batch() {
    JsonNode inputs = json("train/inputs.json");
    List<int[]> sequences = new ArrayList<>();
    for (String side : List.of("anchor", "positive")) {
      JsonNode mask = inputs.get(side).get("attention_mask");
      JsonNode ids = inputs.get(side).get("input_ids");
      for (int i = 0; i < PAIRS; i++) {
        JsonNode real = mask.get(i);
        JsonNode row = ids.get(i);
        sequences.add(
            IntStream.range(0, row.size())
                .filter(j -> real.get(j).asInt() == 1)
                .map(j -> row.get(j).asInt())
                .toArray());
      }
    }
    return TokenBatch.of(sequences);
  }

  /** Runs forward and back; returns the loss. */
  private double lossAndGradients() {
    StatesTrace trace = trainable.model().trace(batch, training);
    Matrix states = trace.states().last();
    Matrix dStates = Matrix.zeros(states.rows(), states.columns());
    double loss = loss(states, dStates);
    trace.backward(dStates, Optional.empty());
    training.space().releaseAll();
    return loss;
  }

  private double loss(Matrix states, Matrix dStates) {
    double[][] unit = new double[2 * PAIRS][];
    double[] norms = new double[2 * PAIRS];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = mean(states, i);
      norms[i] = Math.sqrt(dot(unit[i], unit[i]));
      for (int k = 0; k < unit[i].length; k++) {
        unit[i][k] /= norms[i];
      }
    }
    double[][] dUnit = new double[2 * PAIRS][states.columns()];
    double loss = 0;
    for (int i = 0; i < PAIRS; i++) {
      double sum = 0;
      double[] weights = new double[PAIRS];
      for (int j = 0; j < PAIRS; j++) {
        weights[j] = Math.exp(SCALE * (dot(unit[i], unit[PAIRS + j]) - 1));
        sum += weights[j];
      }
      loss -= Math.log(weights[i] / sum) / PAIRS;
      for (int j = 0; j < PAIRS; j++) {
        double slope = SCALE * (weights[j] / sum - (i == j ? 1 : 0)) / PAIRS;
        for (int k = 0; k < states.columns(); k++) {
          dUnit[i][k] += slope * unit[PAIRS + j][k];
          dUnit[PAIRS + j][k] += slope * unit[i][k];
        }
      }
    }
    Segments segments = batch.segments();
    for (int i = 0; i < unit.length; i++) {
      double along = dot(dUnit[i], unit[i]);
      for (int token = segments.start(i); token < segments.end(i); token++) {
        for (int k = 0; k < states.columns(); k++) {
          double slope = (dUnit[i][k] - along * unit[i][k]) / norms[i] / segments.length(i);
          dStates.data()[token * dStates.rowStride() + k] = (float) slope;
        }
      }
    }
    return loss;
  }

  private double[] mean(Matrix states, int sequence) {
    double[] mean = new double[states.columns()];
    Segments segments = batch.segments();
    for (int token = segments.start(sequence); token < segments.end(sequence); token++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += (double) states.at(token, k) / segments.length(sequence);
      }
    }
    return mean;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void lossGradientsAndWeightsAfterAStepAreThoseOfTheReference() {
    double loss = lossAndGradients();
    assertThat(loss)
        .isCloseTo(
            step.expected().get("loss_float64").asDouble(), within(step.tolerance("loss_abs")));
    step.requireGradients();
    optimizer.step(1, 1, workers);
    step.requireValuesAfterStep();
  }

  @Test
  void lossBeforeEachOfSixStepsIsThatOfTheReference() {
    JsonNode losses = step.expected().get("loss_before_step_1_to_6_float64");
    for (JsonNode loss : losses) {
      assertThat(lossAndGradients())
          .isCloseTo(loss.asDouble(), within(step.tolerance("trajectory_abs")));
      optimizer.step(1, 1, workers);
    }
  }
}
