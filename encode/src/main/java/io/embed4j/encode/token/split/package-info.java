/**
 * Cutting a text into words before a model cuts these into tokens. Open {@link
 * io.embed4j.encode.token.split.PreTokenizer} first.
 */
@NullMarked
package io.embed4j.encode.token.split;

import org.jspecify.annotations.NullMarked;
