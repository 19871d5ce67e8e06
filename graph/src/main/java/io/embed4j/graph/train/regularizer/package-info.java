/**
 * What a large parameter costs. Open {@link io.embed4j.graph.train.regularizer.Regularizer} first.
 */
@NullMarked
package io.embed4j.graph.train.regularizer;

import org.jspecify.annotations.NullMarked;
