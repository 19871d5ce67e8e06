/**
 * Trained models on disk. Open {@link io.embed4j.graph.store.ModelFolder} first; {@code
 * docs/formats.md} gives the bytes.
 */
@NullMarked
package io.embed4j.graph.store;

import org.jspecify.annotations.NullMarked;
