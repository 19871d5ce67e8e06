/**
 * Groups of entities whose vectors point the same way. Open {@link
 * io.embed4j.graph.reason.cluster.EntityClusters} first.
 */
@NullMarked
package io.embed4j.graph.reason.cluster;

import org.jspecify.annotations.NullMarked;
