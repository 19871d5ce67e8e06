/**
 * Encoders from raw text: a vocabulary, then a model that learns to guess hidden tokens. Open
 * {@link io.embed4j.encode.pretrain.PretrainRun} first.
 */
@NullMarked
package io.embed4j.encode.pretrain;

import org.jspecify.annotations.NullMarked;
