package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture of pictures, every case: hidden, last, pooled and projected states, logits. */
final class GridFamilyFixturesTest {
  static List<GridFixture> fixtures() {
    return GridFixture.of("vit", "dinov2", "resnet-basic", "resnet-bottleneck");
  }

  static GridModel load(GridFixture fixture) {
    return Families.loadGrid(fixture.config(), Weights.open(fixture.folder()));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void statesAreThoseOfTheReference(GridFixture fixture) {
    GridModel model = load(fixture);
    int checked = 0;
    for (String name : fixture.cases()) {
      GridBatch batch = fixture.batch(name);
      for (String tensor : fixture.tensors(name)) {
        if (tensor.startsWith("hidden_states.")) {
          int layer = Integer.parseInt(tensor.substring(tensor.indexOf('.') + 1));
          fixture.requireClose(name, tensor, hidden(model, batch, layer));
          checked++;
        }
      }
      States states = model.forward(batch, Workers.single());
      fixture.requireClose(name, "last_hidden_state", states.last());
      fixture.requireClose(name, "pooler_output", states.pooled().orElseThrow());
    }
    assertThat(checked).isEqualTo(model.layers() + 1);
  }

  private static Matrix hidden(GridModel model, GridBatch batch, int layer) {
    List<Matrix> parts = new ArrayList<>(); // one group after the other
    model.forward(
        batch,
        Workers.single(),
        (each, first, states) -> {
          if (each == layer) {
            parts.add(copy(states));
          }
        },
        (first, segments, last, pooled) -> {});
    int columns = parts.getFirst().columns();
    Matrix all = Matrix.zeros(parts.stream().mapToInt(Matrix::rows).sum(), columns);
    int row = 0;
    for (Matrix part : parts) {
      System.arraycopy(part.data(), 0, all.data(), row * columns, part.rows() * columns);
      row += part.rows();
    }
    return all;
  }

  private static Matrix copy(Matrix x) {
    return Matrix.of(Arrays.copyOf(x.data(), x.rows() * x.columns()), x.rows(), x.columns());
  }

  static List<GridFixture> duals() {
    return GridFixture.of("clip", "siglip");
  }

  @ParameterizedTest
  @MethodSource("duals")
  void bothTowersAndTheirLogitsAreThoseOfTheReference(GridFixture fixture) {
    DualEncoder model = Families.loadDual(fixture.config(), Weights.open(fixture.folder()));
    for (String name : fixture.cases()) {
      TokenBatch texts = fixture.texts(name);
      GridBatch images = fixture.batch(name);
      States image = model.grid().forward(images, Workers.single());
      States text = model.text().forward(texts, Workers.single());
      fixture.requireClose(name, "text_pooler_output", text.pooled().orElseThrow());
      fixture.requireClose(name, "image_pooler_output", image.pooled().orElseThrow());
      if (fixture.has(name, "image_last_hidden_state")) {
        fixture.requireClose(name, "image_last_hidden_state", image.last());
      }
      if (fixture.has(name, "text_last_hidden_state")) {
        fixture.requireClose(name, "text_last_hidden_state", unpadded(fixture, name, text.last()));
      }
      Matrix textVectors = model.texts(texts, Workers.single());
      Matrix imageVectors = model.grids(images, Workers.single());
      if (fixture.has(name, "text_features")) {
        fixture.requireClose(name, "text_features", textVectors);
        fixture.requireClose(name, "image_features", imageVectors);
      }
      checkLogits(fixture, name, model, unit(textVectors), unit(imageVectors));
    }
  }

  /** Returns the states with 0 at the padding, where the reference says which it is. */
  private static Matrix unpadded(GridFixture fixture, String name, Matrix states) {
    int row = 0;
    for (JsonNode mask : fixture.inputs().get(name).path("attention_mask")) {
      for (JsonNode real : mask) {
        for (int j = 0; j < states.columns() && real.asInt() == 0; j++) {
          states.data()[row * states.columns() + j] = 0;
        }
        row++;
      }
    }
    return states;
  }

  private static void checkLogits(
      GridFixture fixture, String name, DualEncoder model, Matrix texts, Matrix images) {
    fixture.requireClose(name, "text_embeds", texts);
    fixture.requireClose(name, "image_embeds", images);
    Matrix logits = Matrix.zeros(images.rows(), texts.rows());
    Matrix turned = Matrix.zeros(texts.rows(), images.rows());
    Matrix probabilities = Matrix.zeros(images.rows(), texts.rows());
    for (int i = 0; i < images.rows(); i++) {
      double[] cosines = new double[texts.rows()];
      for (int j = 0; j < texts.rows(); j++) {
        for (int k = 0; k < texts.columns(); k++) {
          cosines[j] += (double) images.at(i, k) * texts.at(j, k);
        }
        logits.data()[i * texts.rows() + j] = (float) model.logits().of(cosines[j]);
        turned.data()[j * images.rows() + i] = (float) model.logits().of(cosines[j]);
      }
      double[] p = model.logits().probabilities(cosines);
      for (int j = 0; j < p.length; j++) {
        probabilities.data()[i * p.length + j] = (float) p[j];
      }
    }
    fixture.requireClose(name, "logits_per_image", logits);
    fixture.requireClose(name, "logits_per_text", turned);
    fixture.requireClose(name, "probabilities_per_image", probabilities);
  }

  /** Returns rows of length 1. */
  static Matrix unit(Matrix x) {
    Matrix unit = copy(x);
    for (int i = 0; i < x.rows(); i++) {
      double squares = 0;
      for (int j = 0; j < x.columns(); j++) {
        squares += (double) x.at(i, j) * x.at(i, j);
      }
      for (int j = 0; j < x.columns(); j++) {
        unit.data()[i * x.columns() + j] /= (float) Math.sqrt(squares);
      }
    }
    return unit;
  }

  static List<GridFixture> all() {
    return GridFixture.of("vit", "resnet-basic", "siglip");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPictureHasTheSameBitsInAnyBatchWithAnyThreads(GridFixture fixture) {
    GridModel model =
        fixture.toString().equals("siglip")
            ? Families.loadDual(fixture.config(), Weights.open(fixture.folder())).grid()
            : load(fixture);
    GridBatch batch = many(fixture.batch(fixture.cases().getFirst()));
    States alone = model.forward(batch, Workers.single());
    float[] pooled = alone.pooled().orElseThrow().data();
    int dim = pooled.length / batch.grids().count();
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        States states = model.forward(batch, workers);
        assertThat(Arrays.equals(states.last().data(), alone.last().data())).isTrue();
        assertThat(Arrays.equals(states.pooled().orElseThrow().data(), pooled)).isTrue();
        for (int i = 0; i < batch.grids().count(); i += 5) {
          GridBatch one = batch.range(i, i + 1);
          float[] single = model.forward(one, workers).pooled().orElseThrow().data();
          assertThat(Arrays.equals(single, 0, dim, pooled, i * dim, (i + 1) * dim)).isTrue();
        }
      }
    }
  }

  /** Returns thirty pictures of the size of the given ones. */
  private static GridBatch many(GridBatch given) {
    int places = given.grids().places(0);
    int count = 30;
    SplittableRandom random = new SplittableRandom(4);
    Matrix values = Matrix.zeros(count * places, given.values().columns());
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = (float) random.nextDouble(-2, 2);
    }
    int height = given.grids().heights()[0];
    return new GridBatch(values, Grids.of(count, height, places / height));
  }
}
