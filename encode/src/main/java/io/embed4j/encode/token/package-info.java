/** Text to token ids. Open {@link io.embed4j.encode.token.Tokenizer} first. */
@NullMarked
package io.embed4j.encode.token;

import org.jspecify.annotations.NullMarked;
