/**
 * Which relations are symmetric, inverse, contained in each other or composed of each other, as the
 * triples say and as the vectors say. Open {@link io.embed4j.graph.reason.pattern.PatternFinder}
 * first.
 */
@NullMarked
package io.embed4j.graph.reason.pattern;

import org.jspecify.annotations.NullMarked;
