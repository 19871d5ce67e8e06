/** What an index is like. Open {@link io.embed4j.search.schema.IndexSettings} first. */
@NullMarked
package io.embed4j.search.schema;

import org.jspecify.annotations.NullMarked;
