package io.embed4j.encode.tune;

import java.util.OptionalDouble;

/**
 * What happened between two validations.
 *
 * @param step optimiser steps done since the beginning
 * @param epochs epochs done since the beginning, with fractions
 * @param finished whether the part was done to its end; false if it was stopped
 * @param loss mean of a pair; NaN before the first step
 * @param score of the validation, if there is any
 * @param isBest whether the score is the best so far, or there is none
 * @param seconds of training
 */
public record TuneReport(
    int step,
    double epochs,
    boolean finished,
    double loss,
    OptionalDouble score,
    boolean isBest,
    double seconds) {}
