/**
 * Maps of the vectors of questions, learnt in seconds while the encoder stays as it is. Open {@link
 * io.embed4j.encode.tune.adapter.AdapterTrainer} first.
 */
@NullMarked
package io.embed4j.encode.tune.adapter;

import org.jspecify.annotations.NullMarked;
