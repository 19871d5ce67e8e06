/**
 * Blocks: attention, feed-forward, norms and residual sums put together, and the stacks of blocks
 * that models are. Open {@link io.embed4j.neural.block.Transformer} first.
 */
@NullMarked
package io.embed4j.neural.block;

import org.jspecify.annotations.NullMarked;
