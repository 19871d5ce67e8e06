/**
 * A model and rules together. Open {@link io.embed4j.graph.reason.ensemble.EnsembleScorer} first.
 */
@NullMarked
package io.embed4j.graph.reason.ensemble;

import org.jspecify.annotations.NullMarked;
