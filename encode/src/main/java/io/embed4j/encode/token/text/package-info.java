/**
 * A text on its way through a tokenizer, and what is known of its code points. Open {@link
 * io.embed4j.encode.token.text.Text} first.
 */
@NullMarked
package io.embed4j.encode.token.text;

import org.jspecify.annotations.NullMarked;
