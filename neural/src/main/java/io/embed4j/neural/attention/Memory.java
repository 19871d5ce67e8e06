package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;

/**
 * What a decoder looks at: the states of an encoder.
 *
 * @param states tokens × dim of the encoder
 * @param segments as many sequences as the decoder's
 */
public record Memory(Matrix states, Segments segments) {}
