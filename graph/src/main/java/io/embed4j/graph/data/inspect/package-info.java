/**
 * What a graph is like: counts, degrees, relation classes and leakage between its parts. Open
 * {@link io.embed4j.graph.data.inspect.GraphInspector} first.
 */
@NullMarked
package io.embed4j.graph.data.inspect;

import org.jspecify.annotations.NullMarked;
