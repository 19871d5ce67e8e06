package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.read.DataFiles;
import io.embed4j.graph.data.read.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where users, items and knowledge are read from.
 *
 * @param name short name of the data
 * @param ratings a line a rating: user, item, and perhaps how much, and perhaps when
 * @param knowledge triples about the items
 * @param itemMap a line an item: its name in {@code ratings}, its name in {@code knowledge};
 *     without it, equal names mean the same thing
 * @param labels a line an item or other entity: its name, and what to show
 */
public record RecommendationFiles(
    String name,
    Source ratings,
    Optional<Source> knowledge,
    Optional<Source> itemMap,
    Optional<Source> labels) {
  private static final String KGCN_RATINGS = "ratings_final.txt";
  private static final List<String> RATINGS =
      List.of("likes.tsv", "likes.csv", "likes.txt", KGCN_RATINGS, "ratings.csv", "ratings.tsv");
  private static final List<String> KNOWLEDGE =
      List.of("knowledge.tsv", "knowledge.csv", "knowledge.txt", "knowledge.nt", "kg.txt");
  private static final List<String> ITEM_MAP =
      List.of("items.tsv", "items.txt", "item_index2entity_id.txt");
  private static final List<String> LABELS =
      List.of("labels.tsv", "labels.csv", "labels.txt", "movies.csv");

  /**
   * Returns what a folder or an archive offers, by the names of its files: likes, knowledge, items
   * and labels as .tsv, .csv or .txt; or as the data of KGCN (Wang et al. 2019) has them,
   * ratings_final.txt and kg_final.txt; or as MovieLens has them, ratings.csv and movies.csv, with
   * kg.txt and item_index2entity_id.txt beside them.
   *
   * @throws DataFormatException if there is no such place or none of the files of ratings
   */
  public static RecommendationFiles in(Path place) {
    List<Source> files = DataFiles.in(place);
    Source ratings =
        DataFiles.find(files, RATINGS)
            .orElseThrow(
                () ->
                    new DataFormatException(
                        place
                            + ": expected a file named "
                            + String.join(", ", RATINGS)
                            + "; found none of them (--ratings FILE names one)"));
    String name = name(place);
    if (ratings.name().endsWith(KGCN_RATINGS)) {
      Optional<Source> knowledge = DataFiles.find(files, List.of("kg_final.txt"));
      return new RecommendationFiles(name, ratings, knowledge, Optional.empty(), Optional.empty());
    }
    return new RecommendationFiles(
        name,
        ratings,
        DataFiles.find(files, KNOWLEDGE),
        DataFiles.find(files, ITEM_MAP),
        DataFiles.find(files, LABELS));
  }

  /** Returns the short name of what a path leads to. */
  public static String name(Path place) {
    Path last = place.toAbsolutePath().normalize().getFileName();
    return String.valueOf(last).replaceFirst("\\.[A-Za-z]+(\\.gz)?$", "");
  }
}
