/**
 * Training: a configuration, an objective that turns batches into gradients, an optimiser that
 * applies them, and the loop around them. Open {@link io.embed4j.graph.train.Trainer} first.
 */
@NullMarked
package io.embed4j.graph.train;

import org.jspecify.annotations.NullMarked;
