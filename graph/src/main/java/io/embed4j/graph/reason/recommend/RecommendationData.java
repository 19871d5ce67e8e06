package io.embed4j.graph.reason.recommend;

import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;

/**
 * Users, items and knowledge about items. Entities are the items, then the users, then whatever
 * else the knowledge mentions: item i is entity i, user u is entity {@code items + u}.
 *
 * @param name short name, such as "lastfm"
 * @param entities names; those of users start with {@value #USER_PREFIX}
 * @param relations names; the first is {@value #LIKES}
 * @param labels labels of entities
 * @param items number of items
 * @param users number of users
 * @param ratings what users have said of items
 * @param knowledge triples about items and other entities
 */
public record RecommendationData(
    String name,
    Vocabulary entities,
    Vocabulary relations,
    Labels labels,
    int items,
    int users,
    Ratings ratings,
    Triples knowledge) {
  /** How the name of a user starts, so that users and items may have the same names. */
  public static final String USER_PREFIX = "user:";

  /** The relation of a user and an item. */
  public static final String LIKES = "likes";

  static final int LIKES_ID = 0;

  /** Returns the entity of a user. */
  public int entityOf(int user) {
    return items + user;
  }

  /** Returns the graph of the knowledge and of the likes among the train ratings. */
  public KnowledgeGraph graph(RatingSplit split) {
    TripleBuffer train = new TripleBuffer();
    for (int i = 0; i < knowledge.size(); i++) {
      train.add(knowledge, i);
    }
    addLikes(split.train(), train);
    return new KnowledgeGraph(
        name,
        entities,
        relations,
        train.triples(),
        likes(split.valid()),
        likes(split.test()),
        new Annotations(labels, Labels.NONE, EntityTypes.NONE, Attributes.NONE));
  }

  private Triples likes(Ratings part) {
    TripleBuffer triples = new TripleBuffer();
    addLikes(part, triples);
    return triples.triples();
  }

  private void addLikes(Ratings part, TripleBuffer triples) {
    for (int row = 0; row < part.size(); row++) {
      if (part.liked()[row]) {
        triples.add(entityOf(part.users()[row]), LIKES_ID, part.items()[row]);
      }
    }
  }

  /** Returns the same without knowledge: what users alone say. */
  public RecommendationData withoutKnowledge() {
    return new RecommendationData(
        name, entities, relations, labels, items, users, ratings, Triples.of());
  }
}
