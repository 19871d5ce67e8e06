package io.embed4j.graph.reason.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Subclasses;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.evaluate.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ranks, thresholds and F1 against plain loops over statements. */
class TypeScoresTest {
  private static final int ENTITIES = 300; // more than a block
  private static final int TYPES = 9;

  private final float[][] scores = new float[ENTITIES][TYPES];
  private final int[][] partOf = new int[ENTITIES][TYPES]; // 0 none, 1 train, 2 valid, 3 test
  private final TypeParts parts = random();
  private final BitSet counting = new BitSet();

  private TypeParts random() {
    Random random = new Random(11);
    Vocabulary names = new Vocabulary();
    for (int t = 0; t < TYPES; t++) {
      names.add("type" + t);
    }
    List<EntityTypes.Builder> builders = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      builders.add(new EntityTypes.Builder(names));
    }
    for (int e = 0; e < ENTITIES; e++) {
      for (int t = 0; t < TYPES; t++) {
        scores[e][t] = random.nextInt(25) - 5; // ties, negative ones, and zero
        if (random.nextInt(15) < scores[e][t] / 4) {
          partOf[e][t] = 1 + random.nextInt(3);
          builders.get(partOf[e][t] - 1).add(e, "type" + t);
        }
      }
    }
    return new TypeParts(
        builders.get(0).build(Labels.NONE),
        builders.get(1).build(Labels.NONE),
        builders.get(2).build(Labels.NONE),
        Subclasses.NONE);
  }

  private TypeScores scores(EntityTypes part) {
    TypeScorer scorer =
        (entities, into) -> {
          for (int i = 0; i < entities.length; i++) {
            int start = into.offset() + i * into.rowStride();
            System.arraycopy(scores[entities[i]], 0, into.data(), start, TYPES);
          }
        };
    try (Workers workers = new Workers(2)) {
      return TypeScores.of(scorer, parts, part, ENTITIES, workers);
    }
  }

  @Test
  void ranksAreFilteredAndOnlyCountingTypesAreRivals() {
    counting.set(0, TYPES);
    counting.clear(4);
    double reciprocal = 0;
    int count = 0;
    for (int e = 0; e < ENTITIES; e++) {
      for (int t = 0; t < TYPES; t++) {
        if (partOf[e][t] == 3 && t != 4) {
          double rank = 1;
          for (int other = 0; other < TYPES; other++) {
            if (partOf[e][other] == 0 && other != 4) {
              rank += scores[e][other] > scores[e][t] ? 1 : 0;
              rank += scores[e][other] == scores[e][t] ? 0.5 : 0;
            }
          }
          reciprocal += 1 / rank;
          count++;
        }
      }
    }

    Metrics metrics = scores(parts.test()).ranks(counting);

    assertThat(metrics.queries()).isEqualTo(count);
    assertThat(metrics.mrr()).isCloseTo(reciprocal / count, within(1e-12));
  }

  /** Precision and recall of valid (2) or test (3), of the entities that have types there. */
  private double microF1(int part, float threshold) {
    int hits = 0;
    int accepted = 0;
    int positives = 0;
    for (int e = 0; e < ENTITIES; e++) {
      boolean judged = false;
      for (int t = 0; t < TYPES; t++) {
        judged |= partOf[e][t] == part;
      }
      for (int t = 0; t < TYPES; t++) {
        boolean known = partOf[e][t] == 1 || (part == 3 && partOf[e][t] == 2);
        if (judged && !known) {
          accepted += scores[e][t] >= threshold ? 1 : 0;
          positives += partOf[e][t] == part ? 1 : 0;
          hits += scores[e][t] >= threshold && partOf[e][t] == part ? 1 : 0;
        }
      }
    }
    return 2.0 * hits / (accepted + positives);
  }

  @Test
  void thresholdIsTheBestOfAll() {
    counting.set(0, TYPES);
    TreeSet<Float> candidates = new TreeSet<>();
    for (float[] row : scores) {
      for (float score : row) {
        candidates.add(score);
      }
    }
    float best = candidates.first();
    for (float candidate : candidates) {
      best = microF1(2, candidate) > microF1(2, best) ? candidate : best;
    }

    assertThat(scores(parts.valid()).threshold(counting)).isEqualTo(best);
  }

  /** Accepting a score accepts all that are equal to it, false ones too. */
  @Test
  void thresholdDoesNotDivideEqualScores() {
    EntityTypes.Builder valid = new EntityTypes.Builder();
    for (int t = 0; t < TYPES; t++) {
      valid.names().add("type" + t);
    }
    valid.add(0, "type0");
    valid.add(0, "type1");
    TypeParts whole = TypeParts.whole(valid.build(Labels.NONE));
    EntityTypes none = whole.valid();
    TypeParts only = new TypeParts(none, whole.train(), none, Subclasses.NONE);
    TypeScorer scorer =
        (entities, into) -> {
          Arrays.fill(into.data(), 5);
          into.data()[0] = 9;
        };
    counting.set(0, TYPES);

    assertThat(TypeScores.of(scorer, only, only.valid(), 1, Workers.single()).threshold(counting))
        .isEqualTo(9);
  }

  @Test
  void f1IsThatOfAPlainCount() {
    counting.set(0, TYPES);

    for (float threshold : new float[] {-5, 0, 9, 15}) {
      assertThat(scores(parts.test()).f1(counting, threshold).micro())
          .isCloseTo(microF1(3, threshold), within(1e-12));
    }
  }

  @Test
  void macroF1IsTheMeanOverTypesThatOccur() {
    F1 f1 = F1.of(new long[] {2, 0, 0}, new long[] {4, 0, 7}, new long[] {2, 3, 0});

    assertThat(f1.macro()).isCloseTo((2.0 * 2 / 6 + 0) / 2, within(1e-12));
    assertThat(f1.micro()).isCloseTo(2.0 * 2 / (11 + 5), within(1e-12));
  }
}
