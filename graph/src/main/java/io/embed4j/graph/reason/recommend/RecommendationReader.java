package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Split;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.GraphSources;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.data.read.Source;
import io.embed4j.graph.data.read.TableFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads users, items and knowledge into one graph. Writes nothing. */
public final class RecommendationReader {
  private static final String ENTITY_PREFIX = "entity:";

  private final RecommendationFiles files;
  private final Vocabulary entities = new Vocabulary();
  private final Vocabulary relations = new Vocabulary();

  private RecommendationReader(RecommendationFiles files) {
    this.files = files;
  }

  /**
   * Reads all files.
   *
   * @param leastRating the least that counts as a like; without it 1 if no rating is above 1, else
   *     4
   * @throws DataFormatException if something is missing or not as expected; the message says where
   */
  public static RecommendationData read(RecommendationFiles files, OptionalDouble leastRating) {
    return new RecommendationReader(files).read(leastRating);
  }

  private RecommendationData read(OptionalDouble leastRating) {
    RatingFile rated = RatingFile.read(files.ratings());
    Ratings ratings = rated.ratings(leastRating);
    for (int i = 0; i < rated.items().size(); i++) {
      entities.add(rated.items().name(i));
    }
    for (int u = 0; u < rated.users().size(); u++) {
      String name = RecommendationData.USER_PREFIX + rated.users().name(u);
      if (entities.add(name) != rated.items().size() + u) {
        throw new DataFormatException(
            files.ratings().name() + ": an item must not be named " + name + ", as a user is");
      }
    }
    relations.add(RecommendationData.LIKES);
    Triples knowledge = files.knowledge().map(this::knowledge).orElseGet(Triples::of);
    return new RecommendationData(
        files.name(),
        entities,
        relations,
        files.labels().map(this::labels).orElse(Labels.NONE),
        rated.items().size(),
        rated.users().size(),
        ratings,
        knowledge);
  }

  private Triples knowledge(Source source) {
    GraphSources whole =
        new GraphSources(files.name(), new GraphSources.TripleSources.Whole(source), List.of());
    ReadOptions unsplit = ReadOptions.DEFAULT.withSplit(new Split(0, 0, 1));
    KnowledgeGraph read = GraphReader.read(whole, unsplit).graph();
    if (read.relations().find(RecommendationData.LIKES) != Vocabulary.UNKNOWN) {
      throw new DataFormatException(
          source.name() + ": the relation likes is kept for users; rename it in the knowledge");
    }
    Map<String, String> items = files.itemMap().map(this::itemsByEntity).orElse(Map.of());
    String prefix = files.itemMap().isPresent() ? ENTITY_PREFIX : "";
    int[] entityIds = new int[read.entities().size()];
    for (int i = 0; i < entityIds.length; i++) {
      String name = read.entities().name(i);
      entityIds[i] = entities.add(items.getOrDefault(name, prefix + name));
    }
    TripleBuffer triples = new TripleBuffer();
    for (int i = 0; i < read.train().size(); i++) {
      triples.add(
          entityIds[read.train().head(i)],
          relations.add(read.relations().name(read.train().relation(i))),
          entityIds[read.train().tail(i)]);
    }
    return triples.triples();
  }

  private Map<String, String> itemsByEntity(Source source) {
    Map<String, String> items = new HashMap<>();
    TableFile.read(source, 2, row -> items.put(row.fields().get(1), row.fields().get(0)));
    return items;
  }

  private Labels labels(Source source) {
    Labels.Builder labels = new Labels.Builder();
    TableFile.read(
        source,
        2,
        row -> {
          int id = entities.find(row.fields().get(0));
          if (id != Vocabulary.UNKNOWN) {
            labels.label(id, "", row.fields().get(1));
          }
        });
    return labels.build();
  }
}
