/**
 * What an index holds, and how to choose among it. Open {@link io.embed4j.search.item.Item} first.
 */
@NullMarked
package io.embed4j.search.item;

import org.jspecify.annotations.NullMarked;
