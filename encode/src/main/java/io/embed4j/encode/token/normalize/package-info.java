/**
 * What happens to a text before it is cut: cleaning, Unicode forms, replacements. Open {@link
 * io.embed4j.encode.token.normalize.Normalizer} first.
 */
@NullMarked
package io.embed4j.encode.token.normalize;

import org.jspecify.annotations.NullMarked;
