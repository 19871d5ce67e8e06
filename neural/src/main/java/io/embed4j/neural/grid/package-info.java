/**
 * Models of grids: pictures, spectrograms and sounds, cut into patches or read by convolutions, and
 * models that bring them and texts into one space. Open {@link io.embed4j.neural.grid.GridModel}
 * first.
 */
@NullMarked
package io.embed4j.neural.grid;

import org.jspecify.annotations.NullMarked;
