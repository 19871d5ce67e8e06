/**
 * Training encoders beside the roofline. Open {@link io.embed4j.bench.train.TrainingSpeed} first.
 */
@NullMarked
package io.embed4j.bench.train;

import org.jspecify.annotations.NullMarked;
