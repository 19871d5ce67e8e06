/**
 * The files in which tokenizers came before {@code tokenizer.json}. Open {@link
 * io.embed4j.encode.token.old.OldFiles} first.
 */
@NullMarked
package io.embed4j.encode.token.old;

import org.jspecify.annotations.NullMarked;
