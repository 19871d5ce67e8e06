/** Tokens back to text. Open {@link io.embed4j.encode.token.decode.Decoder} first. */
@NullMarked
package io.embed4j.encode.token.decode;

import org.jspecify.annotations.NullMarked;
