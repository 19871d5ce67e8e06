/**
 * Cutting words into tokens: WordPiece, byte-pair encoding, Unigram, whole words. Open {@link
 * io.embed4j.encode.token.model.TokenModel} first.
 */
@NullMarked
package io.embed4j.encode.token.model;

import org.jspecify.annotations.NullMarked;
