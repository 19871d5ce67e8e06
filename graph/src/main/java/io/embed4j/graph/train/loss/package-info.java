/**
 * What a wrong score costs. Open {@link io.embed4j.graph.train.loss.Loss} for the choice, {@link
 * io.embed4j.graph.train.loss.SampledLoss} for the arithmetic on sampled negatives.
 */
@NullMarked
package io.embed4j.graph.train.loss;

import org.jspecify.annotations.NullMarked;
