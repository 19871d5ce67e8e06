/**
 * From files to a graph: delimited text, N-Triples and N-Quads, labels and types. Open {@link
 * io.embed4j.graph.data.read.GraphReader} first.
 */
@NullMarked
package io.embed4j.graph.data.read;

import org.jspecify.annotations.NullMarked;
