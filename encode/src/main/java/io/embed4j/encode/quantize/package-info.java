/**
 * Vectors of fewer bits: a byte or a bit a dimension, as sentence-transformers writes them. Open
 * {@link io.embed4j.encode.quantize.Quantization} first.
 */
@NullMarked
package io.embed4j.encode.quantize;

import org.jspecify.annotations.NullMarked;
