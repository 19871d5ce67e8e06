package io.embed4j.graph.train;

import java.util.OptionalDouble;

/**
 * What happened in an epoch.
 *
 * @param epoch its number, from 1
 * @param finished whether it ran to its end
 * @param loss mean loss of a training triple and direction
 * @param penalty mean regularisation of the same
 * @param triples training triples seen, counted once per direction
 * @param rateFactor factor of the learning rate at the end
 * @param seconds wall time of training
 * @param validationMrr filtered MRR, if it was due
 * @param validationSeconds wall time of validation
 */
public record EpochReport(
    int epoch,
    boolean finished,
    double loss,
    double penalty,
    long triples,
    double rateFactor,
    double seconds,
    OptionalDouble validationMrr,
    double validationSeconds) {}
