/** What a wrong score costs. Open {@link io.embed4j.graph.train.loss.Loss} first. */
@NullMarked
package io.embed4j.graph.train.loss;

import org.jspecify.annotations.NullMarked;
