/** Matrix products and tiled distances. Open {@link io.embed4j.core.matrix.Gemm} first. */
@NullMarked
package io.embed4j.core.matrix;

import org.jspecify.annotations.NullMarked;
