/**
 * The best facts of all that a graph does not hold. Open {@link
 * io.embed4j.graph.reason.complete.Completer} first.
 */
@NullMarked
package io.embed4j.graph.reason.complete;

import org.jspecify.annotations.NullMarked;
