package io.embed4j.graph.reason.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Vectors made by hand: relation 0 is random, 1 its inverse, 2 symmetric, 3 random, 4 is 0, then 3.
 */
class RelationGeometryTest {
  private static final int DIM = 400;
  private static final double EXACT = 1e-5;

  /** Independent vectors of this dimension do not come nearer to each other than by chance. */
  private static final double CHANCE = 0.2;

  private static KgeModel model(Interaction interaction) {
    KgeModel model = KgeModel.zeros(interaction, DIM, false, 50, 5);
    SplittableRandom random = new SplittableRandom(7);
    for (float[] table : new float[][] {model.entities().data(), model.relations().data()}) {
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) random.nextGaussian();
      }
    }
    return model;
  }

  @Test
  void translationsAddUp() {
    KgeModel model = model(new TransE(Comparison.L2));
    for (int i = 0; i < DIM; i++) {
      row(model, 1).set(i, -row(model, 0).at(i));
      row(model, 2).set(i, 0);
      row(model, 4).set(i, row(model, 0).at(i) + row(model, 3).at(i));
    }
    assertRules(RelationGeometry.of(model));
    assertThat(RelationGeometry.of(model).composition(0, 3, 4)).isEqualTo(1, within(EXACT));
    assertThat(RelationGeometry.of(model).composition(0, 3, 1)).isLessThan(CHANCE);
  }

  @Test
  void rotationsAddUp() {
    KgeModel model = model(new RotatE(Comparison.MODULUS));
    for (int i = 0; i < DIM; i++) {
      row(model, 0).set(i, 10 * row(model, 0).at(i));
      row(model, 3).set(i, 10 * row(model, 3).at(i));
      row(model, 1).set(i, (float) (2 * Math.PI) - row(model, 0).at(i));
      row(model, 2).set(i, i % 2 * (float) Math.PI);
      row(model, 4).set(i, row(model, 0).at(i) + row(model, 3).at(i));
    }
    assertRules(RelationGeometry.of(model));
    assertThat(RelationGeometry.of(model).composition(0, 3, 4)).isEqualTo(1, within(EXACT));
    assertThat(RelationGeometry.of(model).composition(0, 2, 3)).isLessThan(CHANCE);
  }

  @Test
  void productsAreConjugate() {
    KgeModel model = model(new ComplEx());
    for (int i = 0; i < DIM; i++) {
      row(model, 1).set(i, 3 * row(model, 0).at(i));
      row(model, 1).set(DIM + i, -3 * row(model, 0).at(DIM + i));
      row(model, 2).set(DIM + i, 0);
    }
    RelationGeometry geometry = RelationGeometry.of(model);
    assertRules(geometry);
    assertThat(geometry.tells()).doesNotContain(Kind.COMPOSITION);
    assertThat(geometry.inverse(0, 1)).isEqualTo(scoreCorrelation(model, 0, 1), within(CHANCE));
    assertThat(geometry.inverse(0, 3)).isEqualTo(scoreCorrelation(model, 0, 3), within(CHANCE));
    assertThat(geometry.symmetric(0)).isEqualTo(scoreCorrelation(model, 0, 0), within(CHANCE));
  }

  /** Returns the correlation of a(x, y) and b(y, x) over all pairs of entities. */
  private static double scoreCorrelation(KgeModel model, int a, int b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int x = 0; x < 50; x++) {
      for (int y = 0; y < 50; y++) {
        double forth = score(model, x, a, y);
        double back = score(model, y, b, x);
        ab += forth * back;
        aa += forth * forth;
        bb += back * back;
      }
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double score(KgeModel model, int head, int relation, int tail) {
    Row q = Row.of(new float[2 * DIM]);
    model.interaction().tailQuery(model.entities().row(head), row(model, relation), q);
    return model.interaction().comparison().score(q, model.entities().row(tail));
  }

  private static void assertRules(RelationGeometry geometry) {
    assertThat(geometry.symmetric(2)).isEqualTo(1, within(EXACT));
    assertThat(geometry.symmetric(0)).isLessThan(CHANCE);
    assertThat(geometry.inverse(0, 1)).isEqualTo(1, within(EXACT));
    assertThat(geometry.inverse(0, 3)).isLessThan(CHANCE);
    assertThat(geometry.same(0, 0)).isEqualTo(1, within(EXACT));
    assertThat(geometry.same(0, 1)).isLessThan(CHANCE);
    assertThat(geometry.same(0, 3)).isLessThan(CHANCE);
  }

  @Test
  void otherModelsSayThatTheyCannotTell() {
    RelationGeometry geometry =
        RelationGeometry.of(KgeModel.zeros(new TransR(Comparison.L2, 2), 2, false, 1, 1));
    assertThat(geometry.tells()).isEmpty();
    assertThat(geometry.description()).contains("no closed form", "TransR");
  }

  private static Row row(KgeModel model, int relation) {
    return model.relations().row(relation);
  }
}
