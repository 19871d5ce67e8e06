package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.encode.model.Fingerprints;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Entities of a trained graph as items: their labels and descriptions are the text, and they have
 * two vectors: that of the text, and their own.
 *
 * @param trained the graph and its vectors
 * @param field the field of the entities' own vectors: a model that was trained anew has another
 */
record GraphItems(TrainedModel trained, VectorField field) {
  /** The attribute with the name of the graph. */
  static final String GRAPH = "graph";

  /** The attribute with the name of the entity in the graph's files. */
  static final String ENTITY = "entity";

  /** The attribute with the entity's label for people. */
  static final String LABEL = "label";

  private static final int AT_ONCE = 500;
  private static final int HASH_DIGITS = 8;

  /** Reads a trained model. */
  static GraphItems read(Path run) {
    Path folder = ModelFolder.locate(run);
    TrainedModel trained = ModelFolder.read(folder);
    String hash = Fingerprints.sha256(folder.resolve("model.safetensors"));
    ModelFingerprint print =
        new ModelFingerprint(
            Interactions.of(trained.model().interaction()).name() + " of " + trained.graph().name(),
            hash,
            "",
            "rows of entities",
            "",
            "",
            trained.model().entities().width(),
            false);
    String name = "graph." + hash.substring(0, HASH_DIGITS);
    return new GraphItems(trained, VectorField.of(name, Precision.FLOAT, print));
  }

  /** Returns the filter for the entities of this graph. */
  Filter filter() {
    return new Filter.Term(GRAPH, trained.graph().name());
  }

  /** Returns whether an index holds these very vectors. */
  boolean isIn(IndexSettings settings) {
    return settings.vectors().containsKey(field.name());
  }

  /** Puts all entities into an index, in place of those that it has, and returns their number. */
  int put(IndexOption.Opened opened, Progress progress) {
    SearchIndex index = opened.index();
    KnowledgeGraph graph = trained.graph();
    int count = graph.entities().size();
    index.addVectors(field);
    index.delete(filter());
    for (int from = 0; from < count; from += AT_ONCE) {
      int to = Math.min(count, from + AT_ONCE);
      List<String> texts = new ArrayList<>();
      for (int id = from; id < to; id++) {
        texts.add(text(graph, id));
      }
      List<float[]> vectors = opened.encoder().encodeDocuments(texts);
      List<Item> items = new ArrayList<>();
      for (int id = from; id < to; id++) {
        items.add(item(id, texts.get(id - from), vectors.get(id - from)));
      }
      index.put(items);
      progress.report("entities", to, count, "");
    }
    index.commit();
    return count;
  }

  private Item item(int id, String text, float[] textVector) {
    KnowledgeGraph graph = trained.graph();
    float[] table = trained.model().entities().data();
    int width = trained.model().entities().width();
    float[] own = Arrays.copyOfRange(table, id * width, (id + 1) * width);
    String name = graph.entities().name(id);
    List<Attribute> attributes =
        List.of(
            new Attribute.Term("kind", ENTITY),
            new Attribute.Term(GRAPH, graph.name()),
            new Attribute.Term(ENTITY, name),
            new Attribute.Term(LABEL, graph.entityNames().display(id)));
    if (!hasDirection(own)) {
      throw new DataFormatException(
          "the vector of %s is zero or not finite: train the graph anew".formatted(name));
    }
    return new Item(
        "graph " + graph.name() + " " + name,
        text,
        attributes,
        Map.of(IndexOption.TEXT, textVector, field.name(), own));
  }

  private static boolean hasDirection(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return squares > 0 && Double.isFinite(squares);
  }

  /** Labels in all languages, then descriptions; the name where there are none. */
  private static String text(KnowledgeGraph graph, int id) {
    Labels labels = graph.annotations().entities();
    Set<String> parts = new LinkedHashSet<>();
    labels.languages().forEach(tag -> labels.exactLabel(id, tag).ifPresent(parts::add));
    labels.languages().forEach(tag -> labels.exactDescription(id, tag).ifPresent(parts::add));
    return parts.isEmpty() ? graph.entities().name(id) : String.join("; ", parts);
  }
}
