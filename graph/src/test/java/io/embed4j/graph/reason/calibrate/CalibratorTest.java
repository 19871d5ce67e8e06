package io.embed4j.graph.reason.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.calibrate.Calibrator.FalseTriples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibratorTest {
  private static final KnowledgeGraph GRAPH = RandomGraphs.graph(40, 5, 300, 1);
  private static final KgeModel MODEL = RandomGraphs.model(new ComplEx(), 6, true, GRAPH, 2);

  @TempDir private Path folder;

  private static Calibration calibration(Method method) {
    try (Workers workers = new Workers(2)) {
      return new Calibrator(MODEL, GRAPH, workers)
          .calibrate(FalseTriples.corrupted(GRAPH, 7), method);
    }
  }

  @Test
  void corruptedTriplesDifferInOneEntityAndAreUnknown() {
    Triples test = GRAPH.test();
    Triples corrupted = new CorruptedTriples(GRAPH).of(test, "test", 1);
    QueryIndex known = QueryIndex.of(Side.TAIL, GRAPH.train(), GRAPH.valid(), GRAPH.test());
    int heads = 0;
    assertThat(corrupted.size()).isEqualTo(test.size());
    for (int i = 0; i < test.size(); i++) {
      int h = corrupted.head(i);
      int t = corrupted.tail(i);
      assertThat(corrupted.relation(i)).isEqualTo(test.relation(i));
      assertThat(h == test.head(i)).isNotEqualTo(t == test.tail(i));
      assertThat(known.contains(h, corrupted.relation(i), t)).isFalse();
      heads += h == test.head(i) ? 0 : 1;
    }
    assertThat(heads).isBetween(test.size() / 4, test.size() * 3 / 4);
    Triples again = new CorruptedTriples(GRAPH).of(test, "test", 1);
    Triples other = new CorruptedTriples(GRAPH).of(test, "test", 2);
    assertThat(tails(again)).isEqualTo(tails(corrupted));
    assertThat(tails(other)).isNotEqualTo(tails(corrupted));
  }

  private static int[] tails(Triples triples) {
    return IntStream.range(0, triples.size()).map(triples::tail).toArray();
  }

  @Test
  void whereAllIsTrueNothingIsCorrupted() {
    KnowledgeGraph full =
        new KnowledgeGraph(
            "full",
            GRAPH.entities(),
            GRAPH.relations(),
            all(40),
            Triples.of(),
            Triples.of(new int[] {0, 0, 1}));
    assertThat(new CorruptedTriples(full).of(full.test(), "test", 1).size()).isEqualTo(0);
  }

  private static Triples all(int entities) {
    int[][] rows = new int[entities * entities][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new int[] {i / entities, 0, i % entities};
    }
    return Triples.of(rows);
  }

  /** Five triples, counted by hand; the curve is p = 0.1, 0.4, 0.6, 0.6, 0.9 at -2 to 2. */
  @Test
  void figuresAreThoseCountedByHand() {
    Curve curve =
        new Curve.Isotonic(new double[] {-2, -1, 0, 1, 2}, new double[] {0.1, 0.4, 0.6, 0.6, 0.9});
    Calibration calibration =
        new Calibration(Method.ISOTONIC, Negatives.GIVEN, 1, new Fit(3, 2, curve), Map.of());
    LabelledScores sample =
        new LabelledScores(
            new int[5],
            new float[] {-2, -1, 0, 1, 2},
            new boolean[] {false, true, false, true, true});
    Classification found = Classification.of(sample, calibration);
    assertThat(found.accuracy()).isCloseTo(3 / 5.0, within(1e-12)); // wrong: -1 and 0
    assertThat(found.f1()).isCloseTo(2.0 / 3, within(1e-12)); // precision 2/3, recall 2/3
    // Bins of a fifteenth: 0.1, 0.4 alone; 0.6 twice with one true; 0.9 alone.
    assertThat(found.calibrationError())
        .isCloseTo((0.1 + 0.6 + Math.abs(1.2 - 1) + 0.1) / 5, within(1e-12));
    assertThat(found.brier()).isCloseTo((0.01 + 0.36 + 0.36 + 0.16 + 0.01) / 5, within(1e-12));
    assertThat(calibration.threshold(3)).isBetween(-0.51f, -0.49f);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void whatIsWrittenIsRead(Method method) {
    Calibration written = calibration(method);
    CalibrationFile.write(folder, written, MODEL, GRAPH.relations());
    assertThat(CalibrationFile.read(folder, MODEL, GRAPH.relations())).contains(written);
    KgeModel other = RandomGraphs.model(new ComplEx(), 6, true, GRAPH, 3);
    assertThat(CalibrationFile.read(folder, other, GRAPH.relations())).isEmpty();
    assertThat(CalibrationFile.read(folder.resolve("x"), MODEL, GRAPH.relations())).isEmpty();
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    CalibrationFile.write(folder, calibration(Method.PLATT), MODEL, GRAPH.relations());
    String text = Files.readString(folder.resolve(CalibrationFile.NAME));
    assertRefused(text.substring(0, 40), "no sound JSON");
    assertRefused(text.replace("\"version\" : 1", "\"version\" : 2"), "version must be");
    assertRefused(text.replace("slope", "slop"), "the key slope is missing");
    assertRefused(text.replace("\"r1\"", "\"r9\""), "the model has no relation r9");
    assertRefused(text.replace("\"platt\"", "\"other\""), "OTHER");
    assertRefused(text.replaceFirst("\"slope\" : [0-9.E-]+", "\"slope\" : -1"), "at least 0");
  }

  private void assertRefused(String text, String reason) throws IOException {
    Files.writeString(folder.resolve(CalibrationFile.NAME), text);
    assertThatThrownBy(() -> CalibrationFile.read(folder, MODEL, GRAPH.relations()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(CalibrationFile.NAME)
        .hasMessageContaining(reason);
  }

  @Test
  void trueTriplesAreNeeded() {
    try (Workers workers = Workers.single()) {
      FalseTriples none = new FalseTriples(Negatives.GIVEN, 1, Triples.of(), Triples.of());
      Calibrator calibrator = new Calibrator(MODEL, GRAPH, workers);
      assertThatThrownBy(() -> calibrator.calibrate(none, Method.PLATT))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("true and false validation triples");
    }
  }
}
