/**
 * How well a model ranks true triples: filtered link prediction. Open {@link
 * io.embed4j.graph.evaluate.Evaluator} first.
 */
@NullMarked
package io.embed4j.graph.evaluate;

import org.jspecify.annotations.NullMarked;
