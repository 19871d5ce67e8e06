package io.embed4j.graph.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.model.KgeFixture;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TripleOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses and their gradients for every parameter equal those of the reference files: the sampled
 * loss of each positive, carried back through the model's folds, averaged over the positives.
 */
class FixtureLossTest {
  private static final String NUMBER = "(-?[0-9.]+)";
  private static final Pattern MARGIN = Pattern.compile("max\\(0, " + NUMBER);
  private static final Pattern GAMMA = Pattern.compile("gamma=" + NUMBER);
  private static final Pattern TEMPERATURE = Pattern.compile("softmax_j\\(" + NUMBER);

  static Stream<KgeFixture> withLosses() {
    return KgeFixture.all().stream().filter(fixture -> fixture.json().has("losses"));
  }

  @ParameterizedTest
  @MethodSource("withLosses")
  void lossesAndGradients(KgeFixture fixture) {
    JsonNode losses = fixture.json().get("losses");
    losses
        .get("definitions")
        .properties()
        .forEach(
            definition -> {
              String name = definition.getKey();
              Loss loss = loss(name, definition.getValue().asText());
              List<List<int[]>> groups =
                  name.equals("softmax_ce") ? allTails(fixture) : sampled(losses);
              check(fixture, loss, groups, losses.get(name));
            });
  }

  /** Reads a loss of the files as one of ours. */
  private static Loss loss(String name, String definition) {
    return switch (name) {
      case "margin_ranking" -> new Loss.MarginRanking(find(MARGIN, definition));
      case "self_adversarial" ->
          new Loss.SelfAdversarial(find(GAMMA, definition), find(TEMPERATURE, definition));
      case "bce" -> new Loss.BinaryCrossEntropy(find(GAMMA, definition), 0);
      case "softmax_ce" -> new Loss.CrossEntropy(0);
      default -> throw new IllegalStateException("no loss " + name + ": " + definition);
    };
  }

  /** Returns each positive followed by its negatives. */
  private static List<List<int[]>> sampled(JsonNode losses) {
    List<List<int[]>> groups = new ArrayList<>();
    for (int i = 0; i < losses.get("positives").size(); i++) {
      List<int[]> group = new ArrayList<>();
      group.add(triple(losses.get("positives").get(i)));
      losses.get("negatives_per_positive").get(i).forEach(node -> group.add(triple(node)));
      groups.add(group);
    }
    return groups;
  }

  /** Returns each positive followed by the same query's triples with all other tails. */
  private static List<List<int[]>> allTails(KgeFixture fixture) {
    List<List<int[]>> groups = new ArrayList<>();
    for (JsonNode node : fixture.json().get("losses").get("positives")) {
      int[] positive = triple(node);
      List<int[]> group = new ArrayList<>();
      group.add(positive);
      for (int t = 0; t < fixture.entities(); t++) {
        if (t != positive[2]) {
          group.add(new int[] {positive[0], positive[1], t});
        }
      }
      groups.add(group);
    }
    return groups;
  }

  private static int[] triple(JsonNode node) {
    return new int[] {node.get(0).asInt(), node.get(1).asInt(), node.get(2).asInt()};
  }

  private static void check(
      KgeFixture fixture, Loss loss, List<List<int[]>> groups, JsonNode expected) {
    KgeModel model = fixture.model(fixture.json().get("loss_score_variant").asText());
    KgeModel gradient =
        new KgeModel(
            model.interaction(),
            model.dim(),
            false,
            EmbeddingTable.zeros(model.entities().rows(), model.entities().width()),
            EmbeddingTable.zeros(model.relations().rows(), model.relations().width()),
            EmbeddingTable.zeros(1, model.shared().width()));
    SampledLoss arithmetic = new SampledLoss(loss);
    double total = 0;
    for (List<int[]> group : groups) {
      total += addGradients(model, arithmetic, group, groups.size(), gradient);
    }
    String name = fixture + ", " + loss;
    double tolerance = fixture.tolerance();
    assertClose(total / groups.size(), expected.get("loss").asDouble(), tolerance, name);
    JsonNode gradients = expected.get("gradients");
    List<String> entity = fixture.layout().entity();
    List<String> relation = fixture.layout().relation();
    List<String> shared = fixture.layout().shared();
    assertTable(gradient.entities(), gradients, entity, tolerance, name + ", entities");
    assertTable(gradient.relations(), gradients, relation, tolerance, name + ", relations");
    assertTable(gradient.shared(), gradients, shared, tolerance, name + ", shared");
  }

  /** Returns the loss of one positive and adds the gradient of the mean. */
  private static double addGradients(
      KgeModel model, SampledLoss loss, List<int[]> group, int positives, KgeModel gradient) {
    float[] scores = new float[group.size()];
    for (int i = 0; i < scores.length; i++) {
      int[] x = group.get(i);
      scores[i] =
          TripleOracle.tailScore(
              model.interaction(), model.dim(), KgeFixture.parts(model, x[0], x[1], x[2]));
    }
    double value = loss.differentiateInPlace(scores, 0, scores, 1, scores.length - 1);
    for (int i = 0; i < scores.length; i++) {
      int[] x = group.get(i);
      TripleOracle.addTailGradient(
          model.interaction(),
          model.dim(),
          KgeFixture.parts(model, x[0], x[1], x[2]),
          scores[i] / positives,
          KgeFixture.parts(gradient, x[0], x[1], x[2]));
    }
    return value;
  }

  private static void assertTable(
      EmbeddingTable actual,
      JsonNode gradients,
      List<String> parts,
      double tolerance,
      String name) {
    EmbeddingTable expected = KgeFixture.table(gradients, parts, actual.rows(), actual.width());
    for (int i = 0; i < actual.data().length; i++) {
      assertClose(actual.data()[i], expected.data()[i], tolerance, name + "[" + i + "]");
    }
  }

  private static void assertClose(double actual, double expected, double tolerance, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, found %s", name, expected, actual)
        .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(expected)));
  }

  private static double find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
