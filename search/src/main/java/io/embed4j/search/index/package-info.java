/**
 * An index on disk: what it holds, how it is written. Open {@link
 * io.embed4j.search.index.SearchIndex} first.
 */
@NullMarked
package io.embed4j.search.index;

import org.jspecify.annotations.NullMarked;
