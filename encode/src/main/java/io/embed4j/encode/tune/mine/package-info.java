/**
 * Texts that an encoder takes for better answers than they are, to be told so. Open {@link
 * io.embed4j.encode.tune.mine.HardNegatives} first.
 */
@NullMarked
package io.embed4j.encode.tune.mine;

import org.jspecify.annotations.NullMarked;
