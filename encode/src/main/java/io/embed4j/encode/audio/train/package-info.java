/**
 * Encoders of sounds made of labelled sounds. Open {@link
 * io.embed4j.encode.audio.train.AudioTrainer} first.
 */
@NullMarked
package io.embed4j.encode.audio.train;

import org.jspecify.annotations.NullMarked;
