package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.HiddenStates;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.FrameEmbedding;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridInput;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.weights.Weights;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fixture of sounds, every case: hidden, last, pooled and projected states, logits. */
final class SoundFamilyFixturesTest {
  private static GridModel load(SoundFixture fixture) {
    return Families.loadGrid(fixture.folder().config(), Weights.open(fixture.folder().folder()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2", "wav2vec2-stable"})
  void wav2vecOfOneSound(String name) {
    SoundFixture fixture = SoundFixture.of(name);
    GridTransformer model = (GridTransformer) load(fixture);
    GridBatch batch = fixture.samples("single");
    Matrix features =
        ((FrameEmbedding) model.input()).features(batch, new Workspace(Workers.single()));
    fixture.folder().requireClose("single", "extract_features", features);
    checkStates(fixture, "single", model, batch);
    assertThat(model.segments(batch.grids()).count()).isEqualTo(1);
  }

  private static void checkStates(
      SoundFixture fixture, String name, GridModel model, GridBatch batch) {
    HiddenStates hidden = new HiddenStates(model.segments(batch.grids()).rows());
    States states = model.forward(batch, Workers.single(), hidden);
    fixture.folder().requireClose(name, "hidden_states.0", hidden.after(0));
    fixture.folder().requireClose(name, "last_hidden_state", states.last());
    if (fixture.folder().has(name, "pooler_output")) {
      fixture.folder().requireClose(name, "pooler_output", states.pooled().orElseThrow());
    }
  }

  /** Without padding, which the reference masks: only frames of sound are compared. */
  @Test
  void wav2vecOfSeveralSoundsWithAMask() {
    SoundFixture fixture = SoundFixture.of("wav2vec2-stable");
    GridModel model = load(fixture);
    GridBatch batch = fixture.samples("batch_with_mask");
    Matrix last = model.forward(batch, Workers.single()).last();
    checkFrames(fixture, model.segments(batch.grids()), last);
  }

  /**
   * The norm over a whole sound sees the padding in the reference, although the mask is known. Here
   * no batch has padding, so that the test puts it in, and takes it out behind the convolutions.
   */
  @Test
  void wav2vecWithANormOverTheSoundAndItsPadding() {
    SoundFixture fixture = SoundFixture.of("wav2vec2");
    GridTransformer model = (GridTransformer) load(fixture);
    int[] shape = fixture.shape("batch_with_mask");
    GridBatch padded = fixture.samples("batch_with_mask", shape[1], shape[1]);
    GridBatch real = fixture.samples("batch_with_mask");
    Segments segments = model.segments(real.grids());
    GridInput masked = masked((FrameEmbedding) model.input(), segments);
    GridModel withPadding = new GridTransformer(masked, model.stack(), model.dim());
    Training whole = Training.of(new Workspace(Workers.single())); // not cut into groups
    checkFrames(fixture, segments, withPadding.trace(padded, whole).states().last());
  }

  private static GridInput masked(FrameEmbedding input, Segments real) {
    return new GridInput() {
      @Override
      public int channels() {
        return input.channels();
      }

      @Override
      public Segments segments(Grids grids) {
        return real;
      }

      @Override
      public Matrix forward(GridBatch batch, Workspace space) {
        Matrix features = input.features(batch, space);
        Segments padded = input.segments(batch.grids());
        Matrix kept = Matrix.zeros(real.rows(), features.columns());
        for (int i = 0; i < real.count(); i++) {
          System.arraycopy(
              features.data(),
              padded.start(i) * features.columns(),
              kept.data(),
              real.start(i) * features.columns(),
              real.length(i) * features.columns());
        }
        int[] widths = {real.length(0), real.length(1)};
        return input.embed(kept, Grids.lines(widths), space);
      }

      @Override
      public Trace trace(GridBatch batch, Training training) {
        return new Trace(forward(batch, training.space()), dy -> dy);
      }
    };
  }

  private static void checkFrames(SoundFixture fixture, Segments segments, Matrix last) {
    float[] expected = fixture.expected("batch_with_mask", "last_hidden_state");
    int frames = expected.length / segments.count() / last.columns();
    assertThat(segments.longest()).isEqualTo(frames);
    assertThat(segments.length(0)).isEqualTo(125);
    for (int i = 0; i < segments.count(); i++) {
      for (int frame = 0; frame < segments.length(i); frame++) {
        for (int j = 0; j < last.columns(); j++) {
          float right = expected[(i * frames + frame) * last.columns() + j];
          float actual = last.at(segments.start(i) + frame, j);
          assertThat(Math.abs(actual - right)).isLessThanOrEqualTo(1e-4f + 1e-4f * Math.abs(right));
        }
      }
    }
  }

  @Test
  void whisper() {
    SoundFixture fixture = SoundFixture.of("whisper-encoder");
    GridModel model = load(fixture);
    checkStates(fixture, "sounds", model, fixture.framesOfMels("sounds"));
    GridBatch tooLong = new GridBatch(Matrix.zeros(102, 80), Grids.lines(102));
    assertThatThrownBy(() -> model.forward(tooLong, Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sound of 51 frames is too long: the model has 50 positions");
    assertThatThrownBy(
            () ->
                Families.loadGridForTraining(
                    fixture.folder().config(), Weights.open(fixture.folder().folder())))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cannot be trained");
  }

  @Test
  void ast() {
    SoundFixture fixture = SoundFixture.of("ast");
    checkStates(fixture, "sounds", load(fixture), fixture.pictures("sounds"));
  }

  @Test
  void clap() {
    SoundFixture sounds = SoundFixture.of("clap");
    GridFixture fixture = sounds.folder();
    DualEncoder model = Families.loadDual(fixture.config(), Weights.open(fixture.folder()));
    String name = "texts_sounds";
    TokenBatch texts = unpaddedTexts(fixture, name);
    GridBatch batch = sounds.frames(name);
    States audio = model.grid().forward(batch, Workers.single());
    fixture.requireClose(name, "audio_last_hidden_state", asReference(audio.last()));
    fixture.requireClose(name, "audio_pooler_output", audio.pooled().orElseThrow());
    States text = model.text().forward(texts, Workers.single());
    fixture.requireClose(name, "text_pooler_output", text.pooled().orElseThrow());
    Matrix audioVectors = GridFamilyFixturesTest.unit(model.grids(batch, Workers.single()));
    Matrix textVectors = GridFamilyFixturesTest.unit(model.texts(texts, Workers.single()));
    fixture.requireClose(name, "audio_embeds", audioVectors);
    fixture.requireClose(name, "text_embeds", textVectors);
    Matrix logits = Matrix.zeros(audioVectors.rows(), textVectors.rows());
    for (int i = 0; i < logits.data().length; i++) {
      double cosine = 0;
      for (int j = 0; j < model.dim(); j++) {
        cosine +=
            (double) audioVectors.at(i / logits.columns(), j)
                * textVectors.at(i % logits.columns(), j);
      }
      logits.data()[i] = (float) model.logits().of(cosine);
    }
    fixture.requireClose(name, "logits_per_audio", logits);
  }

  private static TokenBatch unpaddedTexts(GridFixture fixture, String name) {
    int padding = 1;
    return TokenBatch.of(
        StreamSupport.stream(fixture.inputs().get(name).get("input_ids").spliterator(), false)
            .map(
                row ->
                    StreamSupport.stream(row.spliterator(), false)
                        .mapToInt(id -> id.asInt())
                        .filter(id -> id != padding)
                        .toArray())
            .toList());
  }

  /**
   * The reference puts the parts of the time beside each other again: place (2 part + row, column)
   * of a grid of 8 × 8 is place (row, 8 part + column) there.
   */
  private static Matrix asReference(Matrix states) {
    Matrix turned = Matrix.zeros(states.rows(), states.columns());
    for (int i = 0; i < states.rows(); i++) {
      int place = i % 64;
      int row = place / 8 % 2;
      int column = place / 16 * 8 + place % 8;
      int to = i / 64 * 64 + row * 32 + column;
      System.arraycopy(
          states.data(),
          i * states.columns(),
          turned.data(),
          to * states.columns(),
          states.columns());
    }
    return turned;
  }

  @Test
  void clapThatFusesIsRefused() {
    GridFixture fixture = SoundFixture.of("clap").folder();
    ObjectNode config = fixture.config().deepCopy();
    ((ObjectNode) config.get("audio_config")).put("enable_fusion", true);
    assertThatThrownBy(() -> Families.loadDual(config, Weights.open(fixture.folder())))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("enable_fusion is not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2", "whisper-encoder", "ast", "clap"})
  void aSoundHasTheSameBitsInAnyBatchWithAnyThreads(String name) {
    SoundFixture fixture = SoundFixture.of(name);
    GridModel model =
        name.equals("clap")
            ? Families.loadDual(fixture.folder().config(), Weights.open(fixture.folder().folder()))
                .grid()
            : load(fixture);
    GridBatch batch =
        switch (name) {
          case "wav2vec2" -> random(Grids.lines(3000, 1600, 9000, 1601, 20000, 3000, 400, 800), 1);
          case "whisper-encoder" -> random(Grids.lines(100, 100, 60, 100, 100, 2, 100, 100), 80);
          case "ast" -> random(Grids.of(30, 32, 64), 1);
          default -> random(Grids.lines(101, 60, 256, 101, 1, 200), 16);
        };
    Matrix alone = model.forward(batch, Workers.single()).last();
    Segments segments = model.segments(batch.grids());
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        Matrix states = model.forward(batch, workers).last();
        assertThat(Arrays.equals(states.data(), alone.data())).isTrue();
        for (int i = 0; i < segments.count(); i++) {
          float[] single = model.forward(batch.range(i, i + 1), workers).last().data();
          int from = segments.start(i) * alone.columns();
          assertThat(
                  Arrays.equals(single, 0, single.length, alone.data(), from, from + single.length))
              .isTrue();
        }
      }
    }
  }

  static GridBatch random(Grids grids, int channels) {
    SplittableRandom random = new SplittableRandom(4);
    Matrix values = Matrix.zeros(grids.rows(), channels);
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = (float) random.nextDouble(-2, 2);
    }
    return new GridBatch(values, grids);
  }

  @Test
  void positionalConvolutionsUnderTheirNewName() {
    SoundFixture fixture = SoundFixture.of("wav2vec2");
    Weights old = Weights.open(fixture.folder().folder());
    GridBatch batch = fixture.samples("single");
    String prefix = "encoder.pos_conv_embed.conv.";
    Weights renamed =
        new RenamedWeights(
            old,
            Map.of(
                prefix + "parametrizations.weight.original0", prefix + "weight_g",
                prefix + "parametrizations.weight.original1", prefix + "weight_v"));
    Matrix states =
        Families.loadGrid(fixture.folder().config(), renamed)
            .forward(batch, Workers.single())
            .last();
    assertThat(states.data())
        .isEqualTo(load(fixture).forward(batch, Workers.single()).last().data());
  }

  /**
   * Weights under other names.
   *
   * @param old names by new ones
   */
  private record RenamedWeights(Weights weights, Map<String, String> old) implements Weights {
    @Override
    public Set<String> names() {
      Set<String> all = new HashSet<>(weights.names());
      all.removeAll(old.values());
      all.addAll(old.keySet());
      return all;
    }

    @Override
    public List<Long> shape(String name) {
      return weights.shape(old.getOrDefault(name, name));
    }

    @Override
    public float[] floats(String name, long... shape) {
      return weights.floats(old.getOrDefault(name, name), shape);
    }
  }
}
