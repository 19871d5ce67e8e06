/**
 * Files of vectors and tensors, and how a file is replaced without ever being half-written. Open
 * {@link io.embed4j.core.format.SafetensorsFile} first; {@code docs/formats.md} gives the bytes.
 */
@NullMarked
package io.embed4j.core.format;

import org.jspecify.annotations.NullMarked;
