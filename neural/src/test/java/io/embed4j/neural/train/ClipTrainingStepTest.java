package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.GridFixture;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.DualEncoder.VectorsTrace;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW.Decayed;
import io.embed4j.neural.weights.Weights;
import org.junit.jupiter.api.Test;

/**
 * The training step of the fixture: CLIP, cosines times the scale, the mean of the cross-entropies
 * of texts and of pictures. The loss is written here in double, so that all the rest stands alone.
 */
final class ClipTrainingStepTest {
  private static final String CASE = "texts_images";

  private final GridFixture fixture = GridFixture.of("clip").getFirst();
  private final TrainableModel<DualEncoder> trainable =
      Families.loadDualForTraining(fixture.config(), Weights.open(fixture.folder()));
  private final ReferenceStep step = ReferenceStep.of(fixture.folder(), trainable.parameters());
  private final Workers workers = new Workers(2);
  private final Training training = Training.of(new Workspace(workers));
  private final TokenBatch texts = fixture.texts(CASE);
  private final GridBatch pictures = fixture.batch(CASE);
  private final Optimizer optimizer =
      new Optimizer(
          new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, Decayed.ALL, Double.POSITIVE_INFINITY),
          trainable.parameters());

  /** Runs forward and back; returns the loss. */
  private double lossAndGradients() {
    VectorsTrace ofTexts = trainable.model().traceTexts(texts, training);
    VectorsTrace ofPictures = trainable.model().traceGrids(pictures, training);
    Matrix dTexts = Matrix.zeros(ofTexts.vectors().rows(), ofTexts.vectors().columns());
    Matrix dPictures = Matrix.zeros(ofPictures.vectors().rows(), ofPictures.vectors().columns());
    double loss = loss(ofTexts.vectors(), ofPictures.vectors(), dTexts, dPictures);
    ofTexts.backward().apply(dTexts);
    ofPictures.backward().apply(dPictures);
    training.space().releaseAll();
    return loss;
  }

  private double loss(Matrix texts, Matrix pictures, Matrix dTexts, Matrix dPictures) {
    int n = texts.rows();
    Parameter logScale = trainable.model().logits().logScale();
    double scale = Math.exp(logScale.values()[0]);
    double[][] t = unit(texts);
    double[][] p = unit(pictures);
    double[][] z = new double[n][n]; // texts × pictures
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        z[i][j] = scale * dot(t[i], p[j]);
      }
    }
    double loss = 0;
    double[][] dz = new double[n][n];
    for (int i = 0; i < n; i++) {
      double row = 0;
      double column = 0;
      for (int j = 0; j < n; j++) {
        row += Math.exp(z[i][j]);
        column += Math.exp(z[j][i]);
      }
      loss += (Math.log(row) + Math.log(column) - 2 * z[i][i]) / (2 * n);
      for (int j = 0; j < n; j++) {
        dz[i][j] += Math.exp(z[i][j]) / row / (2 * n);
        dz[j][i] += Math.exp(z[j][i]) / column / (2 * n);
      }
      dz[i][i] -= 1.0 / n;
    }
    double[][] dt = new double[n][texts.columns()];
    double[][] dp = new double[n][texts.columns()];
    double dScale = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        dScale += dz[i][j] * z[i][j];
        for (int k = 0; k < texts.columns(); k++) {
          dt[i][k] += dz[i][j] * scale * p[j][k];
          dp[j][k] += dz[i][j] * scale * t[i][k];
        }
      }
    }
    logScale.gradient()[0] += (float) dScale;
    throughLength(texts, t, dt, dTexts);
    throughLength(pictures, p, dp, dPictures);
    return loss;
  }

  private static double[][] unit(Matrix x) {
    double[][] unit = new double[x.rows()][x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      double length = length(x, i);
      for (int k = 0; k < x.columns(); k++) {
        unit[i][k] = x.at(i, k) / length;
      }
    }
    return unit;
  }

  private static double length(Matrix x, int row) {
    double squares = 0;
    for (int k = 0; k < x.columns(); k++) {
      squares += (double) x.at(row, k) * x.at(row, k);
    }
    return Math.sqrt(squares);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void throughLength(Matrix x, double[][] unit, double[][] dUnit, Matrix dx) {
    for (int i = 0; i < x.rows(); i++) {
      double along = dot(unit[i], dUnit[i]);
      for (int k = 0; k < x.columns(); k++) {
        dx.data()[i * x.columns() + k] =
            (float) ((dUnit[i][k] - along * unit[i][k]) / length(x, i));
      }
    }
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
    for (JsonNode loss : step.expected().get("loss_before_step_1_to_6_float64")) {
      assertThat(lossAndGradients())
          .isCloseTo(loss.asDouble(), within(step.tolerance("trajectory_abs")));
      optimizer.step(1, 1, workers);
    }
  }
}
