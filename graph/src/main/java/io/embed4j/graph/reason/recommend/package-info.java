/**
 * Which items a user may like: users, items and knowledge as one graph. Open {@link
 * io.embed4j.graph.reason.recommend.Recommender} first.
 */
@NullMarked
package io.embed4j.graph.reason.recommend;

import org.jspecify.annotations.NullMarked;
