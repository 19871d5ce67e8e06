/**
 * Layers that look at neighbouring places of pictures, spectrograms and sounds, and the grids on
 * which these stand. Open {@link io.embed4j.neural.convolution.Convolution} first.
 */
@NullMarked
package io.embed4j.neural.convolution;

import org.jspecify.annotations.NullMarked;
