/**
 * Layers, one file each: what they compute of packed tokens, row by row. Open {@link
 * io.embed4j.neural.layer.Linear} first, then {@link io.embed4j.neural.layer.Workspace}.
 */
@NullMarked
package io.embed4j.neural.layer;

import org.jspecify.annotations.NullMarked;
