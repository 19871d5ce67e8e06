/**
 * What a trained model knows beyond its triples. Open {@link io.embed4j.graph.reason.Predictor}
 * first.
 */
@NullMarked
package io.embed4j.graph.reason;

import org.jspecify.annotations.NullMarked;
