package io.embed4j.graph.data.inspect;

import java.util.List;
import java.util.Map;

/**
 * What a graph is like.
 *
 * @param name name of the graph
 * @param entities number of entities of all parts
 * @param relations number of relations of all parts
 * @param train the training part
 * @param valid the validation part
 * @param test the test part
 * @param degrees how many training triples an entity has, as head, as tail and in all
 * @param profiles relations by id, in the training part
 * @param leakage what train gives away of test
 * @param labels entities with a label by language
 * @param typedEntities entities with at least one type
 */
public record GraphInspection(
    String name,
    int entities,
    int relations,
    Part train,
    Part valid,
    Part test,
    Degrees degrees,
    List<RelationProfile> profiles,
    Leakage leakage,
    Map<String, Integer> labels,
    int typedEntities) {

  /**
   * One part of the split.
   *
   * @param triples number of triples as in the file
   * @param duplicates triples that repeat an earlier one of the part
   * @param entities distinct entities
   * @param relations distinct relations
   * @param unseenEntities entities that train lacks
   * @param unseenRelations relations that train lacks
   * @param triplesWithUnseen triples with such an entity or relation
   * @param triplesInTrain triples that stand in train too; 0 for train itself
   */
  public record Part(
      int triples,
      int duplicates,
      int entities,
      int relations,
      int unseenEntities,
      int unseenRelations,
      int triplesWithUnseen,
      int triplesInTrain) {}

  /**
   * Degrees of the entities of the vocabulary in the training part.
   *
   * @param asHead triples with the entity as head
   * @param asTail triples with the entity as tail
   * @param total sum of both
   */
  public record Degrees(Quantiles asHead, Quantiles asTail, Quantiles total) {}

  /**
   * A distribution of counts; a quantile is a count that occurs.
   *
   * @param mean average
   * @param min least
   * @param lowerQuartile a quarter is at most this
   * @param median half is at most this
   * @param upperQuartile three quarters are at most this
   * @param p90 90 % are at most this
   * @param p99 99 % are at most this
   * @param max greatest
   */
  public record Quantiles(
      double mean,
      int min,
      int lowerQuartile,
      int median,
      int upperQuartile,
      int p90,
      int p99,
      int max) {}

  /**
   * Test triples that a look-up in train answers.
   *
   * @param bySymmetry train has the reverse triple of the same, symmetric relation
   * @param byInverse train has the reverse triple of a near-inverse relation
   * @param byDuplicate train has the same pair under a near-duplicate relation
   * @param inAll triples to which one of these applies
   * @param share {@code inAll} by the number of test triples
   * @param connected triples whose two entities train connects by any relation, either way round
   */
  public record Leakage(
      int bySymmetry, int byInverse, int byDuplicate, int inAll, double share, int connected) {}
}
