/** Text to vectors. Open {@link io.embed4j.encode.text.TextEncoder} first. */
@NullMarked
package io.embed4j.encode.text;

import org.jspecify.annotations.NullMarked;
