/**
 * What trains encoders: the optimiser, and the masked-language-model objective. Open {@link
 * io.embed4j.neural.train.AdamW} first.
 */
@NullMarked
package io.embed4j.neural.train;

import org.jspecify.annotations.NullMarked;
