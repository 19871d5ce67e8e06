package io.embed4j.encode.text;

/**
 * The vector of a text, and how much of the text is in it.
 *
 * @param vector belongs to the caller
 * @param tokens how many tokens the model saw, special ones included
 * @param cut how many more the text has, which the model cannot take
 */
public record Encoding(float[] vector, int tokens, int cut) {}
