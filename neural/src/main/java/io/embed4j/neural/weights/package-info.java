/** The tensors of checkpoints. Open {@link io.embed4j.neural.weights.Weights} first. */
@NullMarked
package io.embed4j.neural.weights;

import org.jspecify.annotations.NullMarked;
