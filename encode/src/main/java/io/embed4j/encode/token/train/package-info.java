/**
 * Vocabularies made of texts. Open {@link io.embed4j.encode.token.train.TokenizerTraining} first.
 */
@NullMarked
package io.embed4j.encode.token.train;

import org.jspecify.annotations.NullMarked;
