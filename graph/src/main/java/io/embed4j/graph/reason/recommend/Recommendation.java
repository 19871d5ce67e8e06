package io.embed4j.graph.reason.recommend;

import java.util.List;

/**
 * An item that a user may like.
 *
 * @param item its entity
 * @param score of the model; higher is better, comparable within one list
 * @param reasons paths in the graph from what the user likes to the item, the strongest first; none
 *     if there is no short one
 */
public record Recommendation(int item, float score, List<Reason> reasons) {}
