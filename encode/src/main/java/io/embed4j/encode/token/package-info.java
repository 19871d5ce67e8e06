/**
 * Text to token ids, as the models were trained with: a reader of {@code tokenizer.json} and of the
 * older files. Open {@link io.embed4j.encode.token.Tokenizer} first.
 */
@NullMarked
package io.embed4j.encode.token;

import org.jspecify.annotations.NullMarked;
