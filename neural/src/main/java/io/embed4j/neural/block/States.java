package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import java.util.Optional;

/**
 * What a model makes of a batch.
 *
 * @param last the states after the last layer, tokens × dim, in the order of the batch
 * @param pooled sequences × dim, where a model has a pooler of its own
 */
public record States(Matrix last, Optional<Matrix> pooled) {}
