/**
 * Entities that a trained model has not seen, added without training again. Open {@link
 * io.embed4j.graph.reason.extend.EntityAdder} first.
 */
@NullMarked
package io.embed4j.graph.reason.extend;

import org.jspecify.annotations.NullMarked;
