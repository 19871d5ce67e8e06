/** x. */
@NullMarked
package io.embed4j.search.chunk;

import org.jspecify.annotations.NullMarked;
