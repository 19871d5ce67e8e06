/**
 * Text files as lines of checked bytes, with a budget of faulty lines. Not exported: the readers of
 * {@code read} and {@code rdf} stand on it. Open {@link io.embed4j.graph.data.line.LineReader}
 * first.
 */
@NullMarked
package io.embed4j.graph.data.line;

import org.jspecify.annotations.NullMarked;
