package io.embed4j.graph.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.model.TripleOracle.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One file of {@code fixtures/kge}: parameters, scores and gradients of a model, computed elsewhere
 * in double.
 *
 * @param json the whole file
 * @param layout which parameters of the file make up which row
 */
public record KgeFixture(JsonNode json, Layout layout) {
  /** Parameters whose rows, one after the other, are an entity's, a relation's, the shared row. */
  public record Layout(List<String> entity, List<String> relation, List<String> shared) {}

  private static final List<String> ENTITY = List.of("entity");
  private static final List<String> RELATION = List.of("relation");
  private static final List<String> NONE = List.of();
  private static final Map<String, Layout> LAYOUTS =
      Map.ofEntries(
          Map.entry("transe", new Layout(ENTITY, RELATION, NONE)),
          Map.entry("transh", new Layout(ENTITY, List.of("relation", "normal"), NONE)),
          Map.entry("transr", new Layout(ENTITY, List.of("relation", "projection"), NONE)),
          Map.entry(
              "transd",
              new Layout(
                  List.of("entity", "entity_projection"),
                  List.of("relation", "relation_projection"),
                  NONE)),
          Map.entry("distmult", new Layout(ENTITY, RELATION, NONE)),
          Map.entry(
              "complex",
              new Layout(
                  List.of("entity_re", "entity_im"), List.of("relation_re", "relation_im"), NONE)),
          Map.entry(
              "rotate",
              new Layout(List.of("entity_re", "entity_im"), List.of("relation_phase"), NONE)),
          Map.entry("rescal", new Layout(ENTITY, RELATION, NONE)),
          Map.entry("hole", new Layout(ENTITY, RELATION, NONE)),
          Map.entry("cp", new Layout(List.of("entity_head", "entity_tail"), RELATION, NONE)),
          Map.entry(
              "simple",
              new Layout(
                  List.of("entity_head", "entity_tail"),
                  List.of("relation", "relation_inverse"),
                  NONE)),
          Map.entry(
              "quate",
              new Layout(
                  List.of("entity_a", "entity_b", "entity_c", "entity_d"),
                  List.of("relation_a", "relation_b", "relation_c", "relation_d"),
                  NONE)),
          Map.entry("tucker", new Layout(ENTITY, RELATION, List.of("core"))));

  private static final Map<String, Comparison> NORMS =
      Map.of(
          "l1", Comparison.L1,
          "l2", Comparison.L2,
          "l2_squared", Comparison.SQUARED_L2,
          "sum_of_moduli", Comparison.MODULUS);

  /**
   * Returns all models in {@code kge} of the folder that EMBED4J_FIXTURES names, or of the
   * repository's fixtures.
   */
  public static List<KgeFixture> all() {
    String fixtures = System.getenv("EMBED4J_FIXTURES");
    return fixtures == null || fixtures.isBlank() ? ofRepository() : in(Path.of(fixtures, "kge"));
  }

  /** Returns all models in the repository's fixtures. */
  public static List<KgeFixture> ofRepository() {
    return in(Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "kge"));
  }

  private static List<KgeFixture> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(KgeFixture::read)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<KgeFixture> read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      return json.has("model") && json.has("parameters")
          ? Optional.of(new KgeFixture(json, layout(json)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Layout layout(JsonNode json) {
    String name = name(json);
    Layout layout = LAYOUTS.get(name);
    if (layout == null) {
      throw new IllegalStateException("no layout of a fixture of model " + name);
    }
    return layout;
  }

  private static String name(JsonNode json) {
    return json.get("model").asText().toLowerCase(Locale.ROOT);
  }

  /** Returns the model's name in {@link Interactions}. */
  public String name() {
    return name(json);
  }

  @Override
  public String toString() {
    return name();
  }

  /** Returns the number of entities. */
  public int entities() {
    return json.get("entities").asInt();
  }

  /** Returns the tolerance of single precision. */
  public double tolerance() {
    return json.get("tolerance").get("float32").asDouble();
  }

  /** Returns the model of a score variant, with the file's parameters. */
  public KgeModel model(String variant) {
    int dim = shape(layout.entity().getFirst()).get(1).asInt();
    Map<String, String> settings = new HashMap<>();
    if (NORMS.containsKey(variant)) {
      settings.put("norm", NORMS.get(variant).key());
    }
    int relationDim = shape(layout.relation().getFirst()).get(1).asInt();
    if (Interactions.create(name(), dim, Map.of()).settings().containsKey("relation-dim")) {
      settings.put("relation-dim", Integer.toString(relationDim));
    }
    Interaction interaction = Interactions.create(name(), dim, settings);
    JsonNode parameters = json.get("parameters");
    return new KgeModel(
        interaction,
        dim,
        false,
        table(parameters, layout.entity(), entities(), interaction.entityWidth(dim)),
        table(
            parameters,
            layout.relation(),
            json.get("relations").asInt(),
            interaction.relationWidth(dim)),
        table(parameters, layout.shared(), 1, interaction.sharedWidth(dim)));
  }

  private JsonNode shape(String parameter) {
    return json.get("parameters").get(parameter).get("shape");
  }

  /** Returns parts of {@code parameters} (or of gradients) side by side as one table. */
  public static EmbeddingTable table(JsonNode parameters, List<String> names, int rows, int width) {
    EmbeddingTable table = EmbeddingTable.zeros(rows, width);
    int column = 0;
    for (String name : names) {
      double[] values = numbers(parameters.get(name).get("data"));
      int partWidth = values.length / rows;
      for (int i = 0; i < values.length; i++) {
        table.row(i / partWidth).set(column + i % partWidth, (float) values[i]);
      }
      column += partWidth;
    }
    if (column != width) {
      throw new IllegalStateException(names + " fill " + column + " floats of a row of " + width);
    }
    return table;
  }

  /** Returns all numbers of an array, nested or flat, in order. */
  public static double[] numbers(JsonNode array) {
    return Stream.of(array).flatMapToDouble(KgeFixture::flat).toArray();
  }

  private static DoubleStream flat(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).flatMapToDouble(KgeFixture::flat)
        : DoubleStream.of(node.asDouble());
  }

  /** Returns the rows of a triple, or of its gradient if the model holds gradients. */
  public static Parts parts(KgeModel model, int head, int relation, int tail) {
    return new Parts(
        model.entities().row(head),
        model.relations().row(relation),
        model.entities().row(tail),
        model.shared().row(0));
  }
}
