/**
 * Items, filters and texts as Lucene has them; nobody else needs to know. Open {@link
 * io.embed4j.search.lucene.Items} first.
 */
@NullMarked
package io.embed4j.search.lucene;

import org.jspecify.annotations.NullMarked;
