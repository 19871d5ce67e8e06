/** Training from scratch, on little data. */
@NullMarked
package io.embed4j.encode.image.train;

import org.jspecify.annotations.NullMarked;
