/**
 * Finding items: by words, by neighbours, by both. Open {@link io.embed4j.search.query.IndexView}
 * first.
 */
@NullMarked
package io.embed4j.search.query;

import org.jspecify.annotations.NullMarked;
