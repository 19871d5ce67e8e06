/**
 * Knowledge graphs in memory and how they get there. Open {@link
 * io.embed4j.graph.data.KnowledgeGraph} first.
 */
@NullMarked
package io.embed4j.graph.data;

import org.jspecify.annotations.NullMarked;
