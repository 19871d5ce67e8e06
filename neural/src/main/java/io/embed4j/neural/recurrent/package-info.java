/**
 * Encoders that read tokens one after the other. Open {@link
 * io.embed4j.neural.recurrent.RecurrentEncoder} first.
 */
@NullMarked
package io.embed4j.neural.recurrent;

import org.jspecify.annotations.NullMarked;
