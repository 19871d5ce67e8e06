/**
 * Arithmetic on rows of floats, SIMD with a scalar twin. Open {@link io.embed4j.core.math.Vectors}
 * first.
 */
@NullMarked
package io.embed4j.core.math;

import org.jspecify.annotations.NullMarked;
