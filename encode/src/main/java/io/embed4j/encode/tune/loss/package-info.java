/**
 * What the vectors of a batch of texts cost, and the gradient: one file a loss. Open {@link
 * io.embed4j.encode.tune.loss.Loss} first.
 */
@NullMarked
package io.embed4j.encode.tune.loss;

import org.jspecify.annotations.NullMarked;
