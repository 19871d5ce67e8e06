package io.embed4j.encode.token.model;

/**
 * Varieties of byte-pair encoding.
 *
 * @param prefix what a token begins with that does not begin a word; may be empty
 * @param suffix what a token ends with that ends a word; may be empty
 * @param fuseUnknown whether neighbouring unknown code points are one unknown token
 * @param byteFallback whether unknown code points become tokens of their bytes, {@code <0xE4>}
 * @param ignoreMerges whether a word that is a token stays one, whatever the merges say
 */
public record BpeSettings(
    String prefix,
    String suffix,
    boolean fuseUnknown,
    boolean byteFallback,
    boolean ignoreMerges) {}
