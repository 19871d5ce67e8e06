/**
 * Tables of embeddings and views of their rows. Open {@link io.embed4j.core.table.EmbeddingTable}
 * first.
 */
@NullMarked
package io.embed4j.core.table;

import org.jspecify.annotations.NullMarked;
