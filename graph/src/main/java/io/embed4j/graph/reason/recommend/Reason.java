package io.embed4j.graph.reason.recommend;

/**
 * A path in the graph from an item that the user likes to a recommended one. The model has learnt
 * from the same triples, but a path does not tell how it came to its score.
 */
public sealed interface Reason {
  /** Returns the item that the user likes. */
  int liked();

  /**
   * Both items stand in the same relation to an entity: liked – relation – entity – relation –
   * recommended.
   *
   * @param outgoing whether the items are heads of the relation
   * @param items how many items share it: the fewer, the more it says
   */
  record SharedFact(int liked, int relation, int entity, boolean outgoing, int items)
      implements Reason {}

  /**
   * A fact about both items.
   *
   * @param outgoing whether the recommended item is the head
   */
  record Link(int liked, int relation, boolean outgoing) implements Reason {}

  /**
   * The same users like both.
   *
   * @param users how many
   * @param of how many like the first
   */
  record SharedTaste(int liked, int users, int of) implements Reason {}
}
