/**
 * What a triple's score is: one file a model. Open {@link io.embed4j.graph.model.Interaction}
 * first.
 */
@NullMarked
package io.embed4j.graph.model;

import org.jspecify.annotations.NullMarked;
