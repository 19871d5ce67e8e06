package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Vocabulary;
import java.util.List;

/**
 * Which entities of a graph are items and users, and what users have rated, liked or not. Item i is
 * entity i, user u is entity {@code items + u}. Immutable by convention: nobody writes to the rows.
 *
 * @param items number of items
 * @param rated items of each user, ascending
 */
public record Audience(int items, int[][] rated) {
  /** Returns that of some data. */
  public static Audience of(RecommendationData data) {
    return new Audience(data.items(), data.ratings().itemsByUser(data.users()));
  }

  Sizes sizes() {
    return new Sizes(rated.length, items);
  }

  /**
   * Returns the user, from 0, of a name as in the ratings.
   *
   * @throws NotFoundException if there is none, with the nearest names
   */
  public int user(String name, KnowledgeGraph graph) {
    int entity = graph.entities().find(RecommendationData.USER_PREFIX + name);
    if (entity != Vocabulary.UNKNOWN) {
      return entity - items;
    }
    List<String> nearest =
        graph.entities().nearest(RecommendationData.USER_PREFIX + name, 5).stream()
            .filter(found -> found.startsWith(RecommendationData.USER_PREFIX))
            .map(found -> found.substring(RecommendationData.USER_PREFIX.length()))
            .toList();
    throw new NotFoundException(
        "unknown user \"%s\"%s; for a new user give --likes"
            .formatted(
                name, nearest.isEmpty() ? "" : "; similar names: " + String.join(", ", nearest)));
  }

  /** Returns the name of a user, as in the ratings. */
  public String userName(int user, KnowledgeGraph graph) {
    return graph.entities().name(items + user).substring(RecommendationData.USER_PREFIX.length());
  }

  /**
   * Returns the item of a name or label.
   *
   * @throws NotFoundException if there is none, with the nearest names, or it is no item
   */
  public int item(String name, KnowledgeGraph graph) {
    int entity = graph.entityNames().resolve(name);
    if (entity >= items) {
      throw new NotFoundException("\"" + name + "\" is no item, but another entity of the graph");
    }
    return entity;
  }

  /**
   * Checks that this belongs to a graph.
   *
   * @throws ModelFormatException if not
   */
  void require(KnowledgeGraph graph) {
    boolean fits =
        items + rated.length <= graph.entities().size()
            && graph.relations().find(RecommendationData.LIKES) == RecommendationData.LIKES_ID;
    if (!fits) {
      throw new ModelFormatException(
          "graph " + graph.name() + " has no items and users: train it with kg recommend train");
    }
  }
}
