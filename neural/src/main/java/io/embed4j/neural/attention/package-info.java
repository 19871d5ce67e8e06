/**
 * Attention within the sequences of a packed batch. Open {@link
 * io.embed4j.neural.attention.SelfAttention} first, then {@link
 * io.embed4j.neural.attention.Attention}, which does the work.
 */
@NullMarked
package io.embed4j.neural.attention;

import org.jspecify.annotations.NullMarked;
