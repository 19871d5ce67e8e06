/**
 * Types of entities, predicted from vectors and from the relations that entities have. Open {@link
 * io.embed4j.graph.reason.classify.TypeClassification} first.
 */
@NullMarked
package io.embed4j.graph.reason.classify;

import org.jspecify.annotations.NullMarked;
