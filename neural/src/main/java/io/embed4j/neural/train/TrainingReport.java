package io.embed4j.neural.train;

import java.util.OptionalDouble;

/**
 * What happened between two validations.
 *
 * @param step optimiser steps done since the beginning
 * @param epochs epochs done since the beginning, with fractions
 * @param finished whether the part was done to its end; false if it was stopped
 * @param loss mean of an example; NaN before the first step
 * @param score of the validation, if there is any
 * @param isBest whether the score is the best so far, or there is none
 * @param seconds of training
 */
public record TrainingReport(
    int step,
    double epochs,
    boolean finished,
    double loss,
    OptionalDouble score,
    boolean isBest,
    double seconds) {}
