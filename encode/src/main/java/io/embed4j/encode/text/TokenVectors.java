package io.embed4j.encode.text;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.encode.token.Tokens;

/**
 * The vectors of a text's tokens.
 *
 * @param tokens where each token stands in the text, prompt included
 * @param states tokens × dim, before pooling; belongs to the caller
 */
public record TokenVectors(Tokens tokens, Matrix states) {}
