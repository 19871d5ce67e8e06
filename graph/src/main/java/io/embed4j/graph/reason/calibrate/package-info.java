/**
 * From scores to probabilities and decisions. Open {@link
 * io.embed4j.graph.reason.calibrate.Calibration} first.
 */
@NullMarked
package io.embed4j.graph.reason.calibrate;

import org.jspecify.annotations.NullMarked;
