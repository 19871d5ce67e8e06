/**
 * Figures from numbers alone: correlation, thresholds, rankings, analogies. Open {@link
 * io.embed4j.encode.benchmark.measure.Correlation} first.
 */
@NullMarked
package io.embed4j.encode.benchmark.measure;

import org.jspecify.annotations.NullMarked;
