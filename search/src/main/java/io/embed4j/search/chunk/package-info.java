/** Texts in parts that a model can take. Open {@link io.embed4j.search.chunk.Chunker} first. */
@NullMarked
package io.embed4j.search.chunk;

import org.jspecify.annotations.NullMarked;
