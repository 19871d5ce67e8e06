/**
 * Which entities are alike: vectors of length 1, nearest neighbours, near duplicates and what they
 * share. Open {@link io.embed4j.graph.reason.similar.Neighbours} first.
 */
@NullMarked
package io.embed4j.graph.reason.similar;

import org.jspecify.annotations.NullMarked;
